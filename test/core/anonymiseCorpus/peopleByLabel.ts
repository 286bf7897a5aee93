import type { Kinds } from './wording';

/** People whose names are in no list, where a label, a column or a mail address beside them says that they are people. */
export const peopleByLabel: Kinds = {
  'name of an author': [
    '__author__ = "«Ottoline Varga»"',
    '.. moduleauthor:: «Zebedee Kask»',
    'authors = ["«Ileana Brugg» <user@example.com>"]',
    '- fix paging (thanks «Halcyon Mrkva»)',
    '// SPDX-FileCopyrightText: 2022 «Pernille Uusitalo»',
    '[user]\n\tname = «Tancredi Osei»\n\temail = user@example.com',
    '^4f1c82a1 («Ghislain Ruud»  2024-11-02 10:00:00 +0100 12) return x;',
    '17,«Yevgenia Crabbe»,user@example.com,pro',
    'ORGANIZER;CN=«Etienne Abubakar»:mailto:user@example.com',
  ],
  'name of a record': [
    '{"patient": {"name": "«Wiremu Paltrow»"}}',
    'contact:\n  name: «Isaura Kvist»',
    'const user = { name: "«Saskia Mohun»", age: 30 };',
    "INSERT INTO people (full_name) VALUES ('«Eluned Pashko»');",
    '{"firstName": "«Emeka»", "lastName": "«Petrov»"}',
    '{\\"firstName\\": \\"«Katarzyna»\\", \\"lastName\\": \\"«Szabo»\\"}',
    'first_name: «Dmitri»\nlast_name: «Haddad»',
    ['full_name', '«佐々木 健一»'],
  ],
  'name of a speaker': [
    'Present: «Bronagh Tsang» (chair), «Rajesh Steinbach»',
    'during the outage «Nicanor Weill» restarted the broker',
    'Mr. «J. R. Whitcombe» called',
    'Thanks «Xiomara»!',
    'ask «Hamish» about the cache',
    'assigned to «Odalys»',
    'cc «Marguerite»',
    '// TODO(«Bashir»): remove after the launch',
  ],
  'name in another script': [
    '担当者：«高橋美咲»',
    '作者：«欧阳文静»',
    'Автор: «Мирослава Тихонова»',
    '작성자: «김민준»',
  ],
};
