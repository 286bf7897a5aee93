import { isPersonalAccount } from '../accountNames';
import { rulesLike } from './rulesLike';

const ACCOUNT = '([A-Za-zÀ-ɏ][\\wÀ-ɏ.-]{0,40})(?=[\\\\/\\s"\'`:;,)\\]}>]|$)';

const home = rulesLike({
  category: 'paths',
  tier: 'context',
  weight: 55,
  rewrite: { as: 'user' },
  learn: true,
  accept: (value) => isPersonalAccount(value) && !/^(?:user-|person)/i.test(value),
});

/** Homes of accounts on shares, other machines and volumes, in URLs, and what systems keep for each account. */
export const homePathRules = [
  home(
    'home-on-share',
    '\\home|\\users|\\profiles',
    new RegExp(
      `((?<![\\w\\\\])\\\\{2,4}[\\w.-]{1,60}\\\\{1,2}(?:[Hh]omes?|[Uu]sers?|[Pp]rofiles?)\\$?\\\\{1,2})${ACCOUNT}`,
      'g',
    ),
  ),
  home(
    'home-on-volume',
    'home/|homes/|users/',
    new RegExp(
      `((?<![\\w.-])/(?:nfs\\d{0,2}|srv|net|vol\\d{0,3}|volume\\d{0,2}|storage|mnt/[\\w.-]{1,30}|media/[\\w.-]{1,30}|export\\d{0,2}|data\\d{0,2}|tank|pool|zfs|lustre|gpfs|scratch|ceph(?:fs)?|nas|fs|shared?|cluster|hpc|usr|opt|zpool)(?:/[\\w.-]{1,30})?/(?:homes?|Users|users)/)${ACCOUNT}`,
      'g',
    ),
  ),
  home(
    'home-in-url',
    '%3a/|%3a\\|vscode-remote:|vscode-vfs:|file://|sftp://|smb://|ssh://',
    new RegExp(
      `((?:file|vscode):///?[A-Za-z](?:%3[Aa]|:)[\\\\/]Users[\\\\/]|\\b(?:vscode-remote|vscode-vfs|file|sftp|ssh|smb|nfs|scp)://[\\w.+@:%-]{1,80}/(?:home|Users)/)${ACCOUNT}`,
      'g',
    ),
  ),
  home(
    'file-of-account',
    '/var/mail/|/var/spool/|/systemd/linger/',
    new RegExp(
      `(/var/(?:spool/)?mail/|/var/spool/cron/(?:crontabs/|tabs/)?|/systemd/linger/)${ACCOUNT}`,
      'g',
    ),
  ),
];
