import type { RuleExamples } from './examples';

export const networkPathsExamples: RuleExamples = {
  'path-unix-home': {
    examples: ['at read (/home/~balmeida/app/io.js:9)', '/Users/~ghofmann/app', '/mnt/c/Users/~ghofmann/x'],
    counterExamples: ['/home/runner/work', 'src/user/home.ts', '/api/users/list/all', 'GET /users/sign_in'],
  },
  'path-windows-home': {
    examples: ['C:\\Users\\~nkechi.e\\repos', 'C:/Users/~nkechi/x', 'C:\\\\Users\\\\~nkechi\\\\x'],
    counterExamples: ['C:\\Users\\Public\\x', 'C:\\Windows\\Temp'],
  },
  'path-encoded-home': {
    examples: ['projects/-Users-~ghofmann-app', 'path=%2Fhome%2F~ghofmann%2Fx'],
    counterExamples: ['-home-user-page'],
  },
  'path-tilde': { examples: ['in ~~ghofmann/bin'], counterExamples: ['~~/.npmrc', 'a~~b/c'] },
  'domain-account': {
    examples: ['logged in as CORP\\~jdoe'],
    counterExamples: ['C:\\Windows', 'HKLM\\Software', 'A\\d'],
  },
  'todo-account': { examples: ['// TODO(~balmeida): fix'], counterExamples: ['TODO(perf)', 'TODO: fix'] },
  'shell-account': {
    examples: [
      'mcas~tell@laptop:~~/shop$ npm test',
      'sudo chown mcas~tell:staff /srv',
      'drwxr-xr-x 2 mcas~tell staff 64 src',
    ],
    counterExamples: ['chown -R node:node /app', 'drwxr-xr-x 2 root root 4096 bin', 'user@host:~~$ ls'],
  },
  profile: {
    examples: ['linkedin.com/in/mira-cas~tell-12', 'Slack: @mira.cas~tell'],
    counterExamples: ['twitter.com/intent', 'slack: enabled'],
  },
  'user-name': {
    examples: ['username: mcas~tell12', 'login as user mcas~tell12 failed'],
    counterExamples: ['username: admin', 'user user1', 'login oauth2'],
  },
};
