// Values of the sample that an export must never show. All invented: nothing here opens anything. Those that have a
// provider's shape are put together from parts, so that neither this file nor the list beside the sample holds one
// whole, and they are planted in gzip files only: scanners of source repositories then find nothing to shout about.

/** kind → the parts of its value. A kind that names another value's password lies inside that value. */
export const secretParts = {
  'payment key': ['sk_li', 've_', 'FAKEdoNotUse4Loom7Sample'],
  'cloud access key id': ['AK', 'IA', 'FAKE4LOOM7SAMPLE'],
  'cloud secret key': ['FAKE/loom7Sample+notReal/', 'Xq4Wz9Lk2Vb8Rt'],
  'repository token': ['gh', 'p_', 'FAKEloomSampleNotReal7Xq4Wz9Lk2Vb8Rt'],
  'chat token': ['xo', 'xb-', '000000000000-000000000000-', 'FAKEloomSampleNotReal7Xq'],
  'map key': ['AI', 'za', 'FAKEloomSampleNotReal-7Xq4Wz9Lk2Vb8'],
  'model key': ['sk-', 'proj-', 'FAKEloomSampleNotReal7Xq4Wz9Lk2Vb8Rt3Hn5Jm6Pd1Sg'],
  'session token': [
    'ey',
    'JhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
    '.',
    'eyJzdWIiOiJmYWtlLXNhbXBsZSIsIm5hbWUiOiJOb3QgUmVhbCJ9',
    '.',
    'FAKEsignature7Xq4Wz9Lk2Vb8Rt3Hn5Jm6Pd1Sg0Yc',
  ],
  'private key': ['MIIBFAKEloomSampleNotARealKey7Xq4Wz9Lk2Vb8Rt3Hn5Jm6', 'Pd1SgYc0FAKEloomSampleNotARealKey'],
  'service key in an assignment': ['FAKE-7Xq4Wz9Lk2', 'Vb8Rt3Hn5Jm6Pd1Sg'],
  'bearer token': ['FAKEbearer7Xq4Wz9Lk2', 'Vb8Rt3Hn5Jm6'],
  'database password': ['Fake-Tr0ub4dor', '-Northpine'],
  'document store password': ['fakeM0ngo', 'Pass77'],
  'cache password': ['fakeR3dis', 'Pass88'],
  'staging password': ['Fake-Staging', '-Pw-2025'],
  'admin password': ['fake', 'Adm1n!Shop'],
  'address of the lead': ['mira.lindqvist', '@', 'northpine-retail.com'],
  'address of the on-call': ['on-call', '@', 'shopweb-platform.io'],
  'address of a customer': ['jonas.achterberg', '@', 'lumenpost.eu'],
  'address used as a key': ['release-desk', '@', 'northpine-retail.com'],
  'build server': ['jenkins.ci.', 'northpine.internal'],
  wiki: ['wiki.corp.', 'northpine-retail.com'],
  'staging host': ['staging-api.', 'northpine.internal'],
  'database host': ['db-primary.', 'northpine.internal'],
  'database address': ['10.42', '.7.19'],
  'cache address': ['192.168', '.14.80'],
  'gateway address': ['172.20', '.5.11'],
  'log host address': ['fd12:3456', ':789a::42'],
};

/** kind → the whole value. */
export const secret = Object.fromEntries(
  Object.entries(secretParts).map(([kind, parts]) => [kind, parts.join('')]),
);
