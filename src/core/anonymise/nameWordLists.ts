/** Capitalised words that are things, not people: what a name never begins or ends with. A star: also with an s. */
export const THINGS = new Set(
  (
    'Cheers Regards Sincerely Saludos Cordialement Hey Hallo Hola Bonjour Ciao Best Rgds Mvh Groeten The ' +
    'This That These Those A* An And Or But If When While Where Why How What Who Which All Any Some No ' +
    'Not New Old Open Closed First Last Next Each Every Use Using Add* Added Fix Fixed Fixes Remove ' +
    'Removed Update Updated Create Created Delete Deleted Get Set Run Running Try Test* Testing Build ' +
    'Deploy Check Make Move Merge Request* Pull Push Known Issue* Note* See Read Write Error Warning Info ' +
    'Debug Trace Fatal Exception Failed Failure Success Status Server Client Service* System* Database ' +
    'Data Base Table Index Cache Queue* Thread* Process Pool Worker* Job* Task* Event* Message* Bus Loop ' +
    'Node* Cluster Cloud Lambda Gateway Load Balancer Balancing Proxy Router Network* Security Access ' +
    'Control Policy Policies Role* User* Admin Group* Team* Project* Package* Manager Module* Library ' +
    'Framework Platform Engine Machine Learning Model* Command* Palette Line Interface Shell Script* ' +
    'Type* Class Object* Method Array String Number Boolean Map Graph Tree* List* Search Binary Linear ' +
    'Hash Sort Quick Green Blue Red Black White Gray Grey Yellow Orange Purple Dark Light Fast Slow High ' +
    'Low Big Small Top Left Right Angular React Vue Svelte Material Design Pattern* Architecture ' +
    'Hexagonal Clean Domain Driven Repository Factory Singleton Observer Strategy Adapter Builder ' +
    'Decorator Facade Visitor Core Web Api Rest Http* Json Xml Yaml Html Css Sql Java Python Ruby Rust Go ' +
    'Swift Kotlin Docker Kubernetes Linux Windows Mac Apple Google Amazon Azure Microsoft Github Gitlab ' +
    'Visual Studio Code Chrome Firefox Edge Safari Monday Tuesday Wednesday Thursday Friday Saturday ' +
    'Sunday January February March April May June July August September October November December North ' +
    'South East West United Kingdom Street Road Avenue Bank Mutual Air Health Inc Ltd Corp Company ' +
    'Holdings Partners Labs Software Technologies Technology University Institute School Continuous ' +
    'Integration Delivery Deployment* Dependency Injection Version* Release* Staging Production ' +
    'Development Environment Feature* Flag* Branch Branches Commit* Main Master Default Custom Global ' +
    'Local Remote Public Private Internal External Static Dynamic Async Sync Null True False None Prefer ' +
    'Avoid Never Always Keep Let Do Does Are Was Were Has Have Had Can Could Should Would Will Must ' +
    'Content Single Page* Application App* Side Rendering Time* Zone Unit Real Source Spring Boot Rate ' +
    'Limiting Limit Circuit Breaker Retry Bearer Basic Digest Token Key* Secret* Password Redacted Person ' +
    'Copilot Sprint Planning Review Standup Retro Board Epic Story Ticket Stack Overflow Memory Leak Race ' +
    'Condition Dead Lock* Garbage Collector Collection Virtual Hyper Text Transfer Protocol Secure ' +
    'Socket* Layer* Practices Style* Guide* Docs Documentation Readme License Changelog Semantic ' +
    'Conventional Management Identity Provider* Sign Two Factor Authentication Authorization Distributed ' +
    'Tracing Mesh Micro Front Back End Full Sourcing Broker Lake Warehouse Pipeline* Stream* Streaming ' +
    'Batch Processing Neural Deep Large Language Vector Natural Elastic Apache Kafka Spark Hadoop Redis ' +
    'Mongo Postgres Oracle Jenkins Travis Circle Terraform Ansible Vault Consul Nomad Prometheus Grafana ' +
    'Tailwind Bootstrap Nest Express Fastify Storybook Playwright Cypress Jest Vitest Mocha Components ' +
    'Shadow Dom Progressive Enhancement Optimistic Pessimistic Locking Eventual Consistency Strong Weak ' +
    'Canary Rolling Chaos Monkey Tech Debt Coverage Pair Programming Case* Suite Acceptance Criteria ' +
    'Definition Done Ready Minimum Viable Product* Root Cause Analysis Post Mortem Incident Response On ' +
    'Call Customer Support Sales Marketing Legal Finance Human Resources Quality Assurance Site ' +
    'Reliability Engineering Engineer Operations Infrastructure Internet Explorer Toolkit Shopping Cart ' +
    'Robot Home Mode Zero Downtime Order* Payment Checkout Strangler Fig Aside Ahead Log* Optimizer ' +
    'Compiler Linter Formatter Bundler Hot Reload Shared Unique Foreign Primary Redux Apollo Tool* Noted ' +
    'Todo Hello World Dear Hi* Thanks Please Yes Also However Then Now Here There Today Yesterday ' +
    'Tomorrow After Before Since Until During Without Within Between Only Just Both Either Neither ' +
    'Because Although Though Whether Once Again Still Already Yet Soon Later Ever Per Via Into Onto From ' +
    'With By For To Of In At It* We Our They Their He She Her You Your I* My Me Us Them Everyone Someone ' +
    'Nobody Anyone Something Nothing Everything Anything Upgrade Upgraded Migrate Migrated Refactor ' +
    'Refactored Rename Renamed Split Extract Extracted Replace Replaced Wrap Wrapped Moved Drop Dropped ' +
    'Bump Bumped Revert Reverted Rollback Hotfix Bugfix Patch Patched Plan* Planned Goal* Scope Summary ' +
    'Context Rationale Decision* Option* Outcome Lesson* Problem Solution* Prevention Invoice* Account* ' +
    'Billing Inventory Catalog Profile* Session* Image* File* Folder Upload Download Import Export ' +
    'Report* Dashboard Metrics Alert* Monitor Monitoring Logging Readiness Liveness Probe Backup Restore ' +
    'Archive Snapshot Replica Replication Shard Sharding Partition* Indexes Query Queries Cursor ' +
    'Transaction* Mutex Semaphore Deadlock Timeout* Retries Backoff Jitter Throttle Debounce Cookie* ' +
    'Header* Payload Body Endpoint* Route* Controller* Middleware Handler* Hook* State* Store* Reducer ' +
    'Action* Selector Effect* Consumer* Producer Publisher Subscriber Topic* Channel* Buffer* Heap Frame* ' +
    'Pointer Reference* Value* Variable* Constant* Function* Procedure Closure Promise* Future* Callback* ' +
    'Iterator Generator Enum Struct Trait Generics Template* Macro* Namespace Crate Gem Wheel Container* ' +
    'Pod* Ingress Egress Sidecar Volume* Registry Helm Chart* Operator* Scheduler Daemon Init Cron ' +
    'Runner* Agent* Plugin* Extension* Addon Widget* Button Form* Field* Input Label Modal Dialog Menu ' +
    'Toolbar Sidebar Navbar Footer Layout Grid Flex Theme* Font* Icon* Color* Animation Accessibility ' +
    'Localization Translation Locale Currency Country City Region Latency Throughput Performance ' +
    'Benchmark Profiler Sampling Heuristic Algorithm Distance Filter* Trie Matrix Tensor Epoch Gradient ' +
    'Loss Accuracy Training Validation Inference Prompt* Embedding* Roman Comic Sans Mono Roboto Inter ' +
    'Helvetica Arial Hungarian Notation Gaussian Blur Newton Raphson Same Origin Composition Ubuntu ' +
    'Alpine Fedora Debian Hat Pacific Eastern Central Mountain York Francisco Angeles Morning Evening ' +
    'Afternoon Night Week Month Year Quarter Half Day* Extreme Behavior Behaviour Concern Separation ' +
    'Inversion Liskov Substitution Segregation Demeter Law Rule* Boy Scout Twelve Bounded Ubiquitous ' +
    'Aggregate Entity Entities Anti Corruption Saga Outbox Inbox Letter Poison Fan Out Hub Spoke Leader ' +
    'Follower Election Quorum Raft Paxos Gossip Merkle Bloom Cuckoo Count Sketch Consistent Hashing Skip ' +
    'B-Tree Adobe Photoshop Illustrator Figma Slack Zoom Jira Confluence Trello Notion Asana Salesforce ' +
    'Peoplesoft Workday Zendesk Shopify Stripe Paypal Square Twilio Sendgrid Mailgun Cloudflare Fastly ' +
    'Akamai Heroku Vercel Netlify Digital Ocean Linode Vultr Hetzner Equinix Guild Squad Tribe Crew ' +
    'Chapter Office Committee Council Taskforce Division Department Advisory Staff Trainees Interns ' +
    'Alumni Unassigned Unknown Anonymous Untitled Required Optional Enter Invalid Missing Empty Computers ' +
    'Administrators'
  )
    .split(' ')
    .flatMap((thing) => (thing.endsWith('*') ? [thing.slice(0, -1), thing.replace('*', 's')] : [thing])),
);

/** Given names that are seldom words: with one of them a pair of capitalised words is a person wherever it stands. */
export const GIVEN = new Set(
  fold(
    'Leticia Rasmus Fatou Siobhan Søren Soren Mateo Thiago Joaquín Joaquin Esteban Rocío Xiaoming Ming Ling Jing Hui Hyun Minh Nguyen Linh Thuy Putri Siti Budi Aditya Arun Kavita Lakshmi Meera Pooja Ravi Rohan Sandeep Shreya Suresh Vikram Chidi Adaeze Oluwaseun Kofi Ama Thabo Zanele Ewa Agnieszka Małgorzata Jarosław Zbigniew Jiří Tereza Katalin Zoltán Ioana Mihai Radu Dragan Milica Goran Nikolaos Eleni Kostas Emre Ayşe Elif Murat Noor Layla Youssef Rashid Tariq Avi Noa Yael Moshe Sigrid Freja Mads Ingeborg Matti Aino Jukka Siiri Eoin Niamh Saoirse Cian Rhys Cerys Alasdair Callum ' +
      'Aaron Abdul Abigail Adam Adrian Agnes Ahmed Aiko Aisha Akira Alan Albert Alejandro Aleksander Alena ' +
      'Alessandro Alex Alexander Alexandra Alfred Ali Alice Alicia Alina Alison Amadou Amanda Amelia Amelie ' +
      'Amina Amir Amit Ana Anastasia Anders Andre Andrea Andreas Andrei Andrew Andrzej Angela Anika Anil Anita ' +
      'Anja Anjali Ann Anna Anne Annette Anthony Antoine Anton Antonio Aoife Arjun Arne Arthur Arturo Astrid ' +
      'Ayesha Barbara Bartosz Beatrice Beatriz Benedikt Benjamin Bernard Bernd Bianca Birgit Björn Bogdan Boris ' +
      'Brenda Brian Bruno Camila Camille Carl Carla Carlos Carmen Carol Caroline Catherine Cecilia Charles ' +
      'Charlotte Chiara Chinedu Chloe Christian Christina Christine Christoph Christopher Ciara Claire Clara ' +
      'Claudia Colin Connor Craig Cristina Cynthia Daisuke Daniel Daniela Daria David Deborah Deepak Deepika ' +
      'Denis Dennis Diana Diego Dieter Dimitri Dmitri Dmitry Dominik Donald Dorothy Douglas Eduardo Edward Eero ' +
      'Elena Elias Elisa Elizabeth Ella Ellen Emil Emilia Emily Emma Emmanuel Enrique Erik Erika Esther Eva ' +
      'Evelyn Fabian Fatima Fatma Federico Felix Fernando Fiona Florian Francesca Francesco Francisco Franz ' +
      'Frida Friedrich Gabriel Gabriela Gareth Gary George Georgios Gerald Gerhard Giulia Giovanni Giuseppe ' +
      'Gonzalo Gregor Gregory Greta Guillaume Gunnar Gustav Guillermo Haakon Hannah Hannes Hans Harald Harriet ' +
      'Haruto Hassan Heather Heidi Heike Helen Helena Helga Henri Henrik Henry Hiroshi Holger Howard Hugo ' +
      'Hussein Ian Ibrahim Ignacio Igor Ines Ingrid Irene Irina Isabel Isabella Ivan Ivana Jacob Jacques Jakob ' +
      'Jakub James Jan Jana Jane Janet Jason Javier Jean Jeffrey Jennifer Jens Jeremy Jessica Joachim Joan ' +
      'Joanna Joao João Joel Johan Johann Johanna Johannes John Jonas Jonathan Jordi Jorge José Jose Joseph ' +
      'Joshua Juan Judith Julia Julian Julie Jürgen Kai Karen Karim Karin Karl Karolina Katarzyna Katherine ' +
      'Kathleen Katja Katrin Keiko Keith Kelly Kenji Kenneth Kerstin Kevin Khalid Kirsten Klaus Kristina ' +
      'Krzysztof Kumar Kwame Lars Laszlo László Laura Lauren Lea Leila Lena Leo Leon Leonardo Liam Lina Linda ' +
      'Lisa Lorenzo Louis Louise Luca Lucas Lucia Ludwig Luis Luisa Lukas Lukasz Łukasz Magdalena Maja Malik ' +
      'Manfred Manuel Marc Marcel Marcin Marco Marcus Margaret Margit Maria María Mariam Marie Mariana Marina ' +
      'Mario Markus Marta Martha Martin Martina Mary Mateusz Matteo Matthew Matthias Maurice Maximilian Megan ' +
      'Mehmet Mei Melanie Melissa Michael Michel Michelle Michał Miguel Mikael Mikhail Milan Mira Miriam ' +
      'Mohamed Mohammed Monika Muhammad Mustafa Nadia Nadine Naomi Natalia Natalie Natasha Nathan Neha Nicholas ' +
      'Nicolas Nicole Niels Nikhil Nikita Nikolai Nils Nina Nkechi Noah Nora Norbert Olaf Oleg Olga Oliver ' +
      'Olivia Omar Oscar Oskar Otto Owen Pablo Pamela Paolo Patricia Patrick Paul Paula Pavel Pedro Peter Petra ' +
      'Philip Philipp Pierre Piotr Priya Rachel Rafael Rahul Rainer Raj Ralf Rania Raphael Rebecca Renate ' +
      'Ricardo Richard Riku Robert Roberto Roger Roland Roman Ronald Rosa Rosemary Roxana Rui Ruth Ryan Sabine ' +
      'Sakura Samantha Samir Samuel Sandra Sanjay Santiago Sara Sarah Sean Sebastian Sergei Sergey Sergio ' +
      'Sharon Shirley Siegfried Silvia Simon Simone Siobhán Sofia Sonja Sophia Sophie Stefan Stefanie Stefano ' +
      'Stephen Steven Stuart Sunita Susan Susanne Sven Svetlana Sylvia Takashi Tamara Tanja Tatiana Teresa ' +
      'Theodore Theresa Thomas Thorsten Tim Timothy Tina Tobias Tomas Tomasz Tomoko Torsten Ulrich Ulrike ' +
      'Ursula Uwe Valentina Vanessa Vera Veronica Victor Victoria Viktor Vijay Vincent Virginia Vladimir Walter ' +
      'Wei Werner Wiktor Wilhelm William Wojciech Wolfgang Xavier Yan Yasmin Yevgeny Yolanda Yuki Yusuf Yvonne ' +
      'Zainab Zeynep Zoe Zofia',
  ).split(' '),
);

/** Without marks and in lower case: `José` is `jose`. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ł', 'l');
}
