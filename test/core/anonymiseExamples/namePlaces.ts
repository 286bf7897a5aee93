import type { RuleExamples } from './examples';

/** Rules that look for names only when somebody asks. */
export const namePlacesExamples: RuleExamples = {
  'name-before-mail': {
    examples: [
      'authors = ["Ileana Brugg <user@example.com>"]',
      '17,Yevgenia Crabbe,user@example.com,pro',
      'ORGANIZER;CN=Etienne Abubakar:mailto:user@example.com',
    ],
    counterExamples: [
      'Platform Team <team@example.com>',
      'Fernhill Metrics <noreply@example.com>',
      'id,name,email',
      'write to Ann <user@example.com>',
    ],
  },
  'name-of-author': {
    examples: [
      '__author__ = "Ottoline Varga"',
      '.. moduleauthor:: Zebedee Kask',
      '// SPDX-FileCopyrightText: 2022 Pernille Uusitalo',
      '\\author{Zebedee Kask}',
    ],
    counterExamples: [
      '__author__ = "Platform Team"',
      '__author__ = get_author()',
      '// SPDX-FileCopyrightText: 2022 acme',
    ],
  },
  'name-in-minutes': {
    examples: ['Present: Bronagh Tsang (chair), others', 'Present: us (chair), Bronagh Tsang'],
    counterExamples: ['Present: Platform Team', 'Present Value Formula', 'Scribe: rotating'],
  },
  'name-in-directory': {
    examples: ['uid=x\ncn: Zebedee Kask\nmail: x', 'CN=Zebedee Kask,OU=People'],
    counterExamples: ['CN=Domain Users,OU=Groups', 'CN=example.com', 'cn: admin'],
  },
  'name-thanked': {
    examples: ['- fix paging (thanks Halcyon Mrkva)', '(h/t @Halcyon Mrkva)'],
    counterExamples: ['(thanks Support Team)', '(thanks a lot)', '(cc maintainers)'],
  },
  'name-in-blame': {
    examples: [
      '^4f1c82a1 (Ghislain Ruud  2024-11-02 10:00:00 +0100 12) x',
      '4f1c82a1 (Ghislain 2024-11-02 10:00:00 -0300 1) x',
    ],
    counterExamples: [
      '(Not Committed Yet 2024-11-02 10:00:00 +0100 12)',
      '(since 2024-11-02 10:00:00 +0100)',
    ],
  },
  'name-of-person-key': {
    examples: [
      '{"patient": {"name": "Wiremu Paltrow"}}',
      'contact:\n  name: Isaura Kvist\n',
      "owner = { id: 4, name: 'Isaura Kvist' }",
    ],
    counterExamples: [
      '[package]\nname = "Foo Bar"',
      'owner: { name: "Platform Team" }',
      'user:\n  name: admin',
      '{"client": {"name": "web"}}',
    ],
  },
  'name-beside-contact': {
    examples: [
      '{ name: "Zora Kvist", age: 30 }',
      '[user]\n\tname = Tancredi Osei\n\temail = user@example.com',
      '{"name": "Saskia Mohun", "email": "user@example.com"}',
    ],
    counterExamples: [
      '{ name: "Zora Kvist", version: 3 }',
      '{"name": "Support Team", "email": "x"}',
      'name = ledger\nemail = x',
    ],
  },
  'name-behind-mail': {
    examples: ['{"email": "user@example.com", "name": "Saskia Mohun"}'],
    counterExamples: ['{"email": "user@example.com", "name": "web"}'],
  },
  'name-inserted': {
    examples: ["INSERT INTO people (id, full_name) VALUES (7, 'Eluned Pashko');"],
    counterExamples: [
      "INSERT INTO parts (part_name) VALUES ('Eluned Pashko');",
      "INSERT INTO people (full_name) VALUES ('x');",
    ],
  },
  'name-in-event': {
    examples: ['during the outage Nicanor Weill restarted the broker'],
    counterExamples: [
      'during the outage Redis Cluster restarted twice',
      'during the outage nobody restarted it',
    ],
  },
  'name-with-title-and-initials': {
    examples: ['Mr. J. R. Whitcombe called', 'ask Dr. J. Whitcombe'],
    counterExamples: ['Mr. Whitcombe', 'Dr. No'],
  },
  'name-part': {
    examples: [
      '{"firstName": "Emeka", "lastName": "Petrov"}',
      'first_name: Dmitri\nlast_name: Haddad\n',
      'Nachname: Steinbach,',
      "apellidos = 'Quintero'",
      'FIRST_NAME=Emeka\n',
    ],
    counterExamples: [
      'firstName: String,',
      '{"firstName": "Required"}',
      'first_name = Faker.name()',
      'lastName: Joi.string()',
      'firstName: string;',
      'first_name = Column(Text)',
    ],
  },
  'name-single': {
    examples: [
      'Thanks Xiomara!',
      'cc Marguerite.',
      'ask Hamish about the cache',
      'assigned to Odalys, and',
      'spoke to Xiomara yesterday',
      '// TODO(Bashir): remove it',
    ],
    counterExamples: [
      'ask Support about it',
      'ask Webpack to build it',
      'assigned to Backend',
      'Assignee: Unassigned',
      'Thanks everyone!',
      'cc Legal',
      '// TODO(Perf): slow',
      'assigned to Unassigned',
      'task Alpha for us',
    ],
  },
  'name-without-case': {
    examples: ['担当者：高橋美咲', '作者: 欧阳文静', '작성자: 김민준', '氏名：佐々木 健一'],
    counterExamples: ['作者：', '担当者: 未定', '作者：管理员', '作者: Vercel'],
  },
  'name-in-cyrillic-or-greek': {
    examples: ['Автор: Мирослава Тихонова', 'Συγγραφέας: Ελένη Παππά'],
    counterExamples: ['Автор: не указан', 'Имя: Неизвестно', 'Автор: root'],
  },
};
