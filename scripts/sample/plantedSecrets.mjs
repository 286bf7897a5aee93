// Values of the sample that an export must never show. All invented: nothing here opens anything. They say so with "made
// up", since an anonymiser rightly leaves "fake" and "example" alone, which stand in documentation. Those that have a
// provider's shape are put together from parts, so that neither this file nor the list beside the sample holds one
// whole, and they are planted in gzip files only: scanners of source repositories then find nothing to shout about.

/** kind → the parts of its value. A kind that names another value's password lies inside that value. */
export const secretParts = {
  'payment key': ['sk_li', 've_', 'MadeUpForLoom7Xq4Wz9Lk2V'],
  'cloud access key id': ['AK', 'IA', 'MADEUP4LOOM7STOR'],
  'cloud secret key': ['MadeUp/forLoom7+invented/', 'Xq4Wz9Lk2Vb8Rt3'],
  'repository token': ['gh', 'p_', 'MadeUpForLoomStores7Xq4Wz9Lk2Vb8Rt3H'],
  'chat token': ['xo', 'xb-', '204817365901-204817365902-', 'MadeUpForLoomStores7Xq4W'],
  'map key': ['AI', 'za', 'MadeUpForLoomStore-7Xq4Wz9Lk2Vb8Rt3'],
  'model key': ['sk-', 'proj-', 'MadeUpForLoomStore7Xq4Wz9Lk2Vb8Rt3Hn5Jm6Pd1Sg'],
  'session token': [
    'ey',
    'JhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
    '.',
    'eyJzdWIiOiJmYWtlLXNhbXBsZSIsIm5hbWUiOiJOb3QgUmVhbCJ9',
    '.',
    'MadeUpSigned7Xq4Wz9Lk2Vb8Rt3Hn5Jm6Pd1Sg0Yc',
  ],
  'private key': ['MIIBMadeUpForLoomStoreKey7Xq4Wz9Lk2Vb8Rt3Hn5Jm6', 'Pd1SgYc0MadeUpForLoomStoreKey'],
  'service key in an assignment': ['MadeUp-7Xq4Wz9Lk2', 'Vb8Rt3Hn5Jm6Pd1Sg'],
  'bearer token': ['MadeUpBearer7Xq4Wz9Lk2', 'Vb8Rt3Hn5Jm6'],
  'database password': ['MadeUp-Tr0ub4dor', '-Northpine'],
  'document store password': ['madeUpM0ngo', '77Reader'],
  'cache password': ['madeUpR3dis', '88Cache'],
  'staging password': ['MadeUp-St4ging', '-Pw-2025'],
  'admin password': ['madeUp', 'Adm1n!Shop'],
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
