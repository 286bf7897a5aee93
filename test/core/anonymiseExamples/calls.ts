import type { RuleExamples } from './examples';

export const callsExamples: RuleExamples = {
  'third-argument': {
    examples: [
      'DriverManager.getConnection("jdbc:mysql://db/x", "web", "Gran~ite_45")',
      "new PDO('mysql:host=db', 'web', 'Gran~ite_45')",
    ],
    counterExamples: ["new PDO($dsn, $user, 'password')", 'getConnection("a", "b", "c")'],
  },
  'signing-argument': {
    examples: ["jwt.sign(payload, 'q7Zk~2Wm9Xr4Bt8Lv')", "createHmac('sha256', 'Gran~ite_45')"],
    counterExamples: ["jwt.verify(value, 'secret')", "createHmac('sha256', key)"],
  },
  'typed-password': {
    examples: ["cy.get('#password').type('Gran~ite_45')", "page.fill('input[name=password]', 'Gran~ite_45')"],
    counterExamples: ["cy.get('#password').type(value)", "page.fill('#password', 'password')"],
  },
  'expected-prompt': {
    examples: ['expect "assword:"\nsend "Gran~ite_45\\r"'],
    counterExamples: ['expect "assword:"\nsend "$password\\r"'],
  },
  'secure-string': {
    examples: ["ConvertTo-SecureString 'Gran~ite_45' -AsPlainText"],
    counterExamples: ['ConvertTo-SecureString "$password" -AsPlainText'],
  },
  'twilio-pair': { examples: ["twilio('A~C{h:32}', '{h:32}~')"], counterExamples: ["twilio(sid, 'token')"] },
};
