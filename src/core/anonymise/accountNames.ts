/**
 * Accounts that are nobody's own: roles, services, what systems come with, placeholders, and words of code and forms that
 * stand where an account would.
 */
const SHARED = new Set(
  `root admin admins administrator sysadmin superuser superadmin sudo su wheel staff operator nobody daemon bin sys sync
  mail news games man backup backups audit auditor security monitor monitoring nagios zabbix prometheus grafana loki
  guest anonymous anon public shared default user users username usr me you yourself someone somebody anyone everyone
  everybody nobody here channel all team teams group groups owner owners author authors maintainer maintainers reviewer
  reviewers member members employee customer client clients tenant account accounts profile person people human self this
  test tests tester testing testuser qa dev devs developer developers devops ops oncall engineer support helpdesk sales
  deploy deployer deployment release build builder ci cd bot robot automation pipeline runner agent worker workers job
  jobs cron crontab scheduler service services svc server servers system systems systemd app apps application web webapp
  www wwwrun http https httpd api rest rpc db database data sql sa dba postgres postgresql pgsql mysql mariadb mongo mongodb
  mongod mysqld redis rabbitmq kafka zookeeper cassandra elastic elasticsearch opensearch kibana logstash oracle mssql
  nginx apache apache2 caddy haproxy traefik envoy tomcat jetty jboss wildfly node nodejs npm yarn php python ruby rails
  django flask java gradle maven golang rust cargo perl docker podman containerd kube kubernetes kubelet k8s helm argocd
  flux istio vault consul nomad terraform ansible puppet chef salt packer vagrant jenkins travis circleci gitlab github
  gitea gogs git svn hg bitbucket jira confluence nexus artifactory sonar sonarqube teamcity bamboo drone buildkite
  hadoop hdfs hive spark airflow superset jovyan jupyter steam minecraft plex pi raspberry osmc ubuntu debian centos
  fedora rocky almalinux alpine arch archlinux opensuse linux unix windows macos ec2 azure azureuser aws gcp gcloud
  google amazon microsoft opc cloud vscode codespace codespaces gitpod coder linuxbrew homebrew brew containeradministrator
  vsts student students work workspace workspaces project projects code src source tmp temp opt var etc lib media home
  site sites website portal shop store frontend backend example examples sample demo foo bar baz qux eve
  acme dummy fake mock placeholder changeme string str text char varchar number
  int integer bool boolean object array list map any null none nil undefined void true false yes no on off unknown
  unassigned unset empty missing invalid valid required optional unique disabled enabled failed failure failing success
  successful succeeded ok error errors denied allowed expired active inactive locked pending new old current next last
  first name names email mail mailbox phone password passwd secret token tokens key keys id ids uid login logins logout
  signin signup register auth oauth oauth2 oidc saml ldap sso session sessions cookie credentials value values input
  output field fields label param params parameter args arg kwargs props options option config configuration settings
  setting env environment process request req response res ctx context event state row record item items entry body form
  query result returns return see link since throws deprecated override property dataclass staticmethod type types
  interface class function method module package version path file files folder directory url uri host hostname port
  domain realm role roles permission permissions scope scopes policy creator actor sender recipient receiver subject
  principal identity access refresh remember forgot reset verify confirm update create delete read write execute
  sshd ntpd httpd named postfix dovecot exim sendmail syslog messagebus avahi colord polkitd gdm lightdm sddm lp irc list
  adm tty disk dialout cdrom floppy tape video plugdev netdev users render input crontab ssh tss uucp proxy
  x-access-token oauth2accesstoken dependabot renovate codecov copilot actions bots
  media import layer apply keyframes include extend supports container tailwind param inject autowired component
  editor viewer moderator subscriber contributor reporting readonly readwrite replicator replication replica primary
  core infra platform payments payment growth marketing design legal finance hr product leads lead squad guild tribe crew
  main index callback handler success popup silent redirect local google provider providers page screen view modal dialog
  panel loading idle ready welcome hello
  usual before shown such well normal different another both either part soon much benutzername nutzername benutzer
  anmelden anmeldung nutzer connexion identifiant utilisateur usuario entrar iniciar nome accedi utente gebruiker
  gebruikersnaam aanmelden inloggen brukernavn webmaster hostmaster postmaster noreply dba etl bi erp crm pos print printer scanner kiosk camera sensor`.split(
    /\s+/,
  ),
);

/** Everybody's examples of an account. */
const EXAMPLE = /^(?:alice|bob|carol|eve|mallory|j(?:ohn|ane)?[._-]?doe|john|jane|foo|bar)\d*$/i;
/** Ends of words that say how something is, which no account is called. */
const STATE = /(?:ed|ing|able|ible|tion|ment|less|ful)$/;

/** True for a name that may be a person's account: `lena`, `m.castell`, `mcastell12`; not `root`, `ci-bot`, `svc_web`. */
export function isPersonalAccount(value: string): boolean {
  const parts = value.toLowerCase().split(/[._@-]/);
  return (
    value.length >= 3 &&
    !/^user-[a-z2-7]{8}$/.test(value) &&
    !EXAMPLE.test(value) &&
    !parts.some((part) => SHARED.has(part) || SHARED.has(part.replace(/\d+$/, ''))) &&
    !(parts.length === 1 && STATE.test(value))
  );
}
