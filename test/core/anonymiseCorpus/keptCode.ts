import { texts, type Kinds } from './wording';

/** Code, paths and capitalised words in which nothing may change. */
export const keptCode: Kinds = {
  'sign at': [
    ...texts`
      @types/node@20.1.0 ¦ @angular/core ¦ @Injectable() ¦ @media (min-width: 640px) ¦ @import "a.css";
      icon@2x.png ¦ logo@3x.webp ¦ HEAD@{1} ¦ main@{upstream} ¦ git@github.com:a/b.git
      @param {string} name ¦ @Override ¦ user@host ¦ npm i typescript@next ¦ react@18.2.0
      @app.route("/x") ¦ @staticmethod ¦ @dataclass(frozen=True) ¦ ssh user@server
      systemctl start getty@tty1.service ¦ @supports (display: grid) ¦ @2x ¦ actions/checkout@v4
      peter-evans/create-pull-request@v5 ¦ a @ b ¦ x@y ¦ @font-face ¦ pkg:npm/%40angular/core@17.0.0
      foo@workspace:* ¦ python@3.12 ¦ $0@example ¦ ref@sha256 ¦ @click="save" ¦ @tailwind base;
      @Query('SELECT u FROM User u') ¦ @keyframes spin { to { rotate: 1turn } } ¦ m4@bus.service
      redis@sentinel
    `,
  ],
  'time and place of code': [
    ...texts`
      at 12:30:45 ¦ 12:34:56:78 ¦ std::vector<int> ¦ std::chrono::seconds ¦ a::b::c ¦ crate::core::Error
      Foo::Bar.baz ¦ ratio 4:3:2 ¦ de:ad:be ¦ aa::before ¦ input::placeholder ¦ ::selection ¦ abc::def
      Dead::Beef ¦ fe::ed ¦ Cafe::Babe.new ¦ time 01:02:03 ¦ [::] ¦ 10:20:30:40 ¦ key::value ¦ a1::b2
      x::1 ¦ face::add ¦ bad::cafe::feed
    `,
  ],
  path: [
    ...texts`
      /usr/bin/node ¦ /etc/hosts ¦ /var/log/syslog ¦ node_modules/react/index.js ¦ src/app/main.ts
      ./a/b ¦ ../c ¦ /home/user/app ¦ /home/ubuntu ¦ /home/node/app ¦ /Users/runner/work
      /Users/username/x ¦ /opt/app/bin ¦ /tmp/a.txt ¦ ~/.bashrc ¦ ~/projects ¦ /home ¦ /api/users/create
      /users/:id ¦ /users/{id} ¦ GET /users/list ¦ /root/.ssh ¦ /home/vscode/.config ¦ /home/$USER/x
      /Users/<name>/x ¦ /Users/you/code ¦ src/Users/index.ts ¦ app/users/new/page.tsx
      /v1/users/search/all ¦ pages/home/about.tsx ¦ src/home/hero.ts ¦ /users/me/settings
      /Users/Shared/x ¦ docs/users/guide.md ¦ views/users/edit.html.erb ¦ /users/sign_in
      /admin/users/12 ¦ lib/home/x.rb ¦ file:///etc/hosts ¦ /github/workspace ¦ /builds/group/project
      bucket/key/name.txt ¦ /data/users.csv ¦ s3://my-bucket/x ¦ gs://your-bucket/x
      s3://example-bucket/a ¦ s3://bucket-name/a ¦ s3://<bucket>/a ¦ arn:aws:s3:::my-bucket
      arn:aws:iam::aws:policy/ReadOnlyAccess ¦ arn:aws:iam::123456789012:role/x ¦ bucket: bucket
      token bucket ¦ leaky-bucket ¦ bucket size 100 ¦ bucketName = props.bucket ¦ bucket: 'my-bucket'
    `,
    'C:\\Windows\\System32',
    'C:\\Program Files\\nodejs',
    'C:\\Users\\Public',
    'C:\\Users\\%USERNAME%\\x',
    '\\d+\\w*',
    'a\\nb',
    '\\\\.\\pipe\\docker',
    'HKLM\\SOFTWARE\\Microsoft',
    'C:\\inetpub\\wwwroot',
    'D:\\a\\1\\s',
    's3://${BUCKET}/a',
  ],
  'word like a host': [
    ...texts`
      config.prod.json ¦ app.module.ts ¦ index.d.ts ¦ user.service.ts ¦ com.example.internal
      java.util.concurrent ¦ System.Net.Http ¦ window.location.host ¦ process.env.HOME ¦ module.exports
      settings.local ¦ docker-compose.prod.yml ¦ values.staging.yaml ¦ this.internal.map ¦ db.users.find
      redis.get ¦ kafka.consumer.group ¦ vault.read ¦ std.internal ¦ self.local ¦ foo.private ¦ obj.home
      a.b.c.d ¦ README.md ¦ Node.js ¦ Vue.js ¦ Next.js 14 ¦ ASP.NET ¦ Socket.IO ¦ package.json
      tsconfig.base.json ¦ np.linalg.norm ¦ pd.DataFrame ¦ os.path.join ¦ ctx.db.query ¦ app.admin.users
      api.internal.ts ¦ foo.test.ts ¦ .gitlab-ci.yml ¦ jenkins.model.Jenkins ¦ io.grafana
      spring.redis.host ¦ server.port ¦ logging.level.root ¦ k8s.gcr.io/pause:3.9
      app.kubernetes.io/name ¦ ingress.kubernetes.io ¦ prod.config ¦ dev.server ¦ wiki.page ¦ sql.Null
      sql.ErrNoRows ¦ db.prod ¦ mysql.connector ¦ redis.conf ¦ mongo.db ¦ elastic.search ¦ hr.tag
      admin.site.register ¦ admin.site.urls ¦ int.Parse ¦ int.MaxValue ¦ private.key ¦ lan.ts ¦ dev.tools
      ad.hoc ¦ sso.ts ¦ nas.sh ¦ e.target.value ¦ err.stack ¦ vpn.conf ¦ internal.Foo() ¦ stage.addChild
      prod.tfvars ¦ qa.spec.ts ¦ stage.width ¦ prod.replicas ¦ self.db.commit ¦ ldap.initialize
      org.apache.kafka.clients ¦ com.fasterxml.jackson.core ¦ cluster.local ¦ cluster.local
      metadata.google.internal ¦ kubernetes.default.svc ¦ host.docker.internal ¦ gateway.docker.internal
    `,
  ],
  'capitalised words': [
    ...texts`
      Will the cache expire? ¦ Mark the record as stale ¦ Grace period ¦ Ruby on Rails ¦ Jenkins Pipeline
      Jasmine tests ¦ Dijkstra's algorithm ¦ Levenshtein distance ¦ Fisher-Yates shuffle ¦ Bloom filter
      Merkle tree ¦ Hello World ¦ Material Design ¦ React Router ¦ Visual Studio Code
      Amazon Web Services ¦ Spring Boot ¦ Clean code ¦ Dependency Injection Container
      Test Driven Development ¦ Domain Driven Design ¦ Event Sourcing ¦ Single Responsibility Principle
      Conventional Commits ¦ Semantic Versioning ¦ Internet Explorer ¦ Google Chrome ¦ Mozilla Firefox
      Ubuntu Server ¦ Windows Server ¦ Red Hat ¦ Alpine Linux ¦ Apache Kafka ¦ Elastic Search
      Content Security Policy ¦ Same Origin Policy ¦ Pull Request Template ¦ Sprint Review
      Monday Morning ¦ New York ¦ San Francisco ¦ Pacific Time ¦ Foreign Key ¦ Primary Key ¦ Unit Tests
      Big O ¦ Hash Map ¦ Linked List ¦ Docker Compose ¦ Prefer Composition ¦ Use Effect
      Data Transfer Object ¦ Hungarian Notation ¦ Newton Raphson ¦ Gaussian Blur ¦ Markdown Preview
      Roboto Mono ¦ Times New Roman ¦ Comic Sans ¦ Black Friday ¦ Model View Controller ¦ Best Practices
      Thanks, this works now ¦ Thanks for the fix ¦ Best effort only ¦ Cheers to the team
      Dear all, the API changes ¦ Hi team, deploy at noon ¦ Hello everyone ¦ Hi there
      Dear customer, your order ¦ Author: unknown ¦ Owner: platform team ¦ Reviewed by the security team
      Contact Support ¦ contact the Platform Team ¦ written by hand ¦ Assigned to Backend Team
      From Node 18 on ¦ by Default Export ¦ with Shared Memory ¦ called by React Query
      Created by Default ¦ Name: Order Service ¦ ask the Data Team ¦ meet the Service Level ¦ Lead Time
      Mr. Robot ¦ Message Queue has backpressure ¦ Load Balancer is out of rotation
      Event Loop has stalled ¦ Garbage Collector ran twice ¦ Redux Toolkit made it simpler
      Extreme Programming ¦ TypeScript Compiler said no ¦ Search Index was stale
      from Amazon Web Services ¦ by Continuous Integration ¦ migrated from Angular Material to Tailwind
      with Visual Basic ¦ from Internet Explorer ¦ Rate Limiter will reject ¦ Feature Flag is on
      Access Control List has two entries ¦ With Apollo Client ¦ By Google Cloud
      from Hash Table to Tree Map ¦ Shopping Cart has items ¦ Order Service called twice
      Payment Gateway said timeout ¦ Checkout Page added ¦ User Interface left ¦ Home Page ¦ Dark Mode
      Zero Downtime ¦ the Strangler Fig pattern ¦ from Blue Green to Canary
      Eventual Consistency made it hard ¦ Write Ahead Log has grown ¦ Bearer Token was stale
      Cache Aside works ¦ Unit Of Work
    `,
    ['name', 'Retry With Backoff'],
    ['name', 'Circuit Breaker'],
    ['owner', 'Platform Team'],
    ['author', 'system'],
    ['team', 'Checkout Squad'],
    ['name', 'Optimistic Locking'],
    ['lead', 'none'],
    ['contact', '#platform-support'],
    ['reviewer', 'codeowners'],
    ['customer', 'enterprise'],
    ['title', 'Fast Path'],
    ['label', 'Ready For Review'],
    ['service_name', 'Billing Gateway'],
    ['display_name', 'Dark Theme'],
  ],
  code: [
    ...texts`
      const phone = user.phone; ¦ type Phone = string; ¦ address: Address
      function getAddress(id: number) {} ¦ email TEXT UNIQUE NOT NULL ¦ validateEmail(email)
      user.email = input.email ¦ name: string ¦ firstName, lastName ¦ SELECT name, email FROM users
      if (ssn.length !== 9) throw new Error("bad") ¦ iban: z.string() ¦ host: process.env.DB_HOST
      ip_address = request.META["REMOTE_ADDR"] ¦ macAddress: string ¦ const { host, port } = config;
      phoneNumber?: string ¦ dob: Date ¦ birthDate DATE ¦ passport.authenticate("jwt")
      router.get("/users/:id", show) ¦ await page.getByLabel("Phone").fill("")
      street_address VARCHAR(255) ¦ for i in range(10): ¦ fn main() {} ¦ x.y.z()
      let street = address.street; ¦ const city = "Berlin"; ¦ zip_code: str ¦ Account.find(accountId)
      username: string ¦ user = get_user(id) ¦ username = request.form["username"] ¦ login(user)
      USER node ¦ user: postgres ¦ username: admin ¦ DB_USER=app ¦ user=postgres ¦ username: root
      chown -R node:node /app ¦ sudo chown root:root x ¦ drwxr-xr-x 2 root root 4096 Jan 1 00:00 bin
      host: db ¦ host=localhost ¦ hostname: redis ¦ http://api:3000 ¦ http://web ¦ http://redis:6379
      http://db:5432 ¦ postgres://db:5432/app ¦ http://backend:8080/health ¦ http://app:8000
      http://server ¦ http://host:port/path ¦ http://hostname/path ¦ http://proxy:3128
      redis://redis:6379 ¦ http://elasticsearch:9200 ¦ http://minio:9000 ¦ kafka:9092 ¦ http://nginx
      http://frontend:3000 ¦ https://host ¦ http://prometheus:9090 ¦ amqp://rabbitmq
      http://service:8080/users ¦ http://jaeger:14268/api/traces ¦ http://vault:8200 ¦ project: web
      --project=tsconfig.json ¦ gcloud config set project my-project ¦ projects/my-project/topics/x
      projects/PROJECT_ID/secrets ¦ /subscriptions/00000000-0000-0000-0000-000000000000/x
      tenant_id = var.tenant_id ¦ tenantId: string ¦ account_id = var.account_id
      account_id: 123456789012 ¦ git@bitbucket.org:team/repo.git ¦ git@gitlab.com:group/project.git
      https://github.com/user/repo.git ¦ ssh://git@github.com/a/b ¦ github.com/golang/protobuf
      go get gopkg.in/yaml.v3 ¦ image: registry.k8s.io/pause ¦ FROM node:20-alpine ¦ root@container:/app#
      user@host:~$ ls ¦ ubuntu@ip:~$ ¦ TODO(security): check ¦ TODO: rename ¦ @author tag is ignored
      // eslint-disable-line ¦ street = "Main" ¦ Street is a class ¦ the address bar ¦ in the street
      3 way merge ¦ 2 Factor Auth ¦ 5 Minute Timeout ¦ 404 Page ¦ 12 Factor App ¦ 100 Continue
      301 Moved Permanently ¦ 7 Layer Model ¦ 3 Tier Architecture ¦ 2 Phase Commit ¦ 10 Drive letters
      4 Way Handshake ¦ 8 Queens Place ¦ 12 Court cases ¦ 2 Lane road ¦ 5 Star ¦ 3 Terrace houses
      20 Square pixels ¦ 1 Way Binding ¦ 24 Hour Drive ¦ 3 via npm ¦ via HTTP 2 ¦ rue 404 ¦ via POST 200
      calle 3 ¦ C/C++ 17 ¦ der Weg 3 ¦ auf dem Weg 2 Schritte ¦ Platz 1 ¦ Schritt 3 ¦ Gasse
      Am 3. Mai 2024 ¦ Im Schritt 12 ¦ Box 12 ¦ Po 3 ¦ Suite 12 passed ¦ Test Suite 200 ¦ Unit 7 tests
      Flat 2 arrays ¦ Apartment model ¦ Way 2 is better ¦ the Fast Lane ¦ HTTP Road map 2024
      Level 3 Cache ¦ Ring 0 ¦ ES 2015 ¦ Web 2.0 ¦ Log4j 2.17.1 ¦ Java 8 Streams ¦ Python 3 Path
      Angular 17 Court ¦ 17 Key Points ¦ 20 Run Lines ¦ 3 Main Parts ¦ 3 Step Drive ¦ 5 Node Cluster
      3 Dead Ways ¦ Part 2 Place Holders
    `,
    'cardNumber.replace(/\\s/g, "")',
    '/^\\+?[1-9]\\d{1,14}$/',
    '/[\\w.]+@[\\w.]+\\.\\w+/',
    'PS C:\\> dir',
  ],
  'secret words that are none': [
    ...texts`
      email: <email> ¦ phone: +XX XXX ¦ IBAN: XX00 0000 ¦ SSN: ***-**-**** ¦ user: {{ user }} ¦ [EMAIL]
      <phone> ¦ name [at] domain ¦ you@your-domain.com ¦ first.last@company.example ¦ xxx-xx-xxxx
      (xxx) xxx-xxxx ¦ +1XXXXXXXXXX ¦ AA:BB:CC:DD:EE:FF ¦ XX:XX:XX:XX:XX:XX ¦ 00:00:00:00:00:00 ¦ x.x.x.x
      a.b.c.d ¦ 999.999.999.999 ¦ /home/<user>/x ¦ /Users/[name]/x ¦ mailto: ¦ tel: ¦ foo@example
      @example.com ¦ REDACTED_EMAIL ¦ user-abcdefgh@example.com ¦ Person-abcdefgh ¦ noreply@github.com
      noreply@anthropic.com ¦ support@github.com ¦ git@ssh.dev.azure.com:v3/a/b/c
      user@users.noreply.github.com
    `,
    'name: ${NAME}',
    'host: ${HOST}',
  ],
};
