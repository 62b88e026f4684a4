/**
 * Words that the identifiers of settings run together (`allowarchivescanning`), gathered from the identifiers
 * themselves. Only an identifier that they cover whole is split, so that a missing word costs a space, never a sense.
 */
export const WORDS: ReadonlySet<string> = new Set(
  (
    'access account accounts across action actions activation active activex add admin administrator ' +
    'administrators adobe advanced after against age all allow alternate always analysis and anonymous anti ' +
    'antimalware antispoofing antivirus api app apple application applications apply approved apps archive ' +
    'archives asr assigned at attack audit auth authenticate authenticated authentication auto autofill ' +
    'automatic autoplay autorun backup bad basic before behavior behaviors binary biometrics bit bitlocker ' +
    'block blocked blocker box broadcast browser builtin by bypass cache calls camera card cell cellular ' +
    'certificate certificates change changes channel channels characters check child choose cleaned clear ' +
    'client clients clipboard cloud code commands communication community complexity components computer ' +
    'config configuration configure connect connected connection connections connectivity consent content ' +
    'control controls cookies copy cpu crash create creating creations credential credentials crl cross ' +
    'custom data dates day days deadline debug default defender defer deferral defers definition definitions ' +
    'delay delegation delete deny desktop destination detection device devices diagnostic digest digitally ' +
    'directory disable disabled disallow discovery disk display do domain domains done dont down download ' +
    'downloaded downloads drag drive driver drivers drives drop dropdown dynamic early edge elevate email ' +
    'enable enabled encrypt encrypted encrypting encryption end enforce enforced enforcement engine enhanced ' +
    'enhancements enumeration event eventlog excluded exclusion exclusions executable execution expiration ' +
    'exploit exploited explorer extended extension extensions facial factor failures fallback features file ' +
    'files filter fips firewall fixed folder folders font fonts for force forwarding frames framework from ' +
    'full generate global grace group groups guard guest handling hardened hello hide high history hold home ' +
    'hostname idle ids ignore ignored image in inactivity inbound include incoming initialize ink insecure ' +
    'inspection install installation installed installer installing integrity interactive interface internet ' +
    'interval intranet intrusion ioav ip ipsec isolation java javascript kerberos kernel key keyboard keys ' +
    'lan language latest launch launching length less letters level levels limit link linked list lists load ' +
    'local location locations lock locked log logging logoff logon logons loopback low lowercase machine ' +
    'macro macros mail maintenance malicious manage managed management manager managing manual mapped mapping ' +
    'max maximum mdm medium membership merge message messages method microphone microsoft min minimum mode ' +
    'moderate modify monitoring multicast name names navigate net network networks never nla no none not ' +
    'notification notifications notify ntlm number obfuscated object of off office offline on only open ' +
    'operations operator opt option optional options or origin os other outbound override owner ownership ' +
    'package packet page paging parental passphrase passport password passwords paste path paths pause per ' +
    'performance period permission permissions persist persistence persistent personal phishing pin platform ' +
    'play plug point policies policy popup port ports post potentially power pre pref preferences prelogon ' +
    'prevent prevention preview previous print printer printers printing private privilege privileged ' +
    'privileges process processes processing profile profiles program programs prohibit prompt prompts ' +
    'protected protection protocol protocols provider proxy psexec pua public quality query ransomware rapid ' +
    'read reader realtime reboot recommended recording recovery redirection redirects reduction registry ' +
    'related reliant remember remote removable removal remove repair replace report reporting request ' +
    'requests require required requirements requires reset resolution resource resources response responses ' +
    'restart restore restrict restricted restrictions retain retention reuse right rights rotation route ' +
    'routing rpc rule rules run safe sam sample samples save saved saver scan scanning scans schedule ' +
    'scheduled screen script scripted scripting scripts search second secret secure security send sensitive ' +
    'server servers service services session sessions set setting settings setup severe severity share shared ' +
    'shares shell show shutdown sign signature signatures signed signin signing site sites size sleep smart ' +
    'smartscreen smb software source sources special specify spoofing spotlight ssl standard start startup ' +
    'state stateful states status stealth stop storage store strength strong submission suggestions surface ' +
    'switch sync synchronize system tag take tamper tampering target task tasks tcp telemetry template ' +
    'temporary text third threat threats ticket tile time timeout times tls to toast token tool top total tpm ' +
    'traffic transport trust trusted turn type types udp ui unattended uncpaths under unicast unlock unsafe ' +
    'unsigned untrusted update updates upload uploading uppercase usage usb use used user users using ' +
    'validation value values vbs vbscript verification verify version via view virtual virtualization volume ' +
    'vulnerable wait wake warn warning warnings web webmail websites welcome when wifi win32 window windows ' +
    'winrm wired wireless with within without wmi work xaml xss zone zones'
  ).split(' '),
);

export const LONGEST_WORD = Math.max(...[...WORDS].map((word) => word.length));
