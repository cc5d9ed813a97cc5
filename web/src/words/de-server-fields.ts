/** What the server says of a field in the words of its validator, as people say it. */
export const aboutFields: [RegExp, string][] = [
  [
    /^“alerts\.emails\.\d+” is not accepted: invalid email address\.$/,
    'Davon ist eine keine E-Mail-Adresse.',
  ],
  [/^Invalid input: expected \w+, received (undefined|null)\.$/, 'Füllen Sie das aus.'],
  [/^Invalid input: expected number, received \w+\.$/, 'Eine Zahl wird erwartet.'],
  [/^Too small: expected string to have >=1 characters?\.$/, 'Füllen Sie das aus.'],
  [/^Too big: expected string to have <=(\d+) characters?\.$/, 'Höchstens $1 Zeichen.'],
  [/^Too big: expected array to have <=(\d+) items?\.$/, 'Höchstens $1 davon.'],
  [/^Too small: expected (?:number|int) to be >=([\d.]+)\.$/, 'Mindestens $1.'],
  [/^Too big: expected (?:number|int) to be <=([\d.]+)\.$/, 'Höchstens $1.'],
  [/^Invalid input: expected int, received number\.$/, 'Eine ganze Zahl wird erwartet.'],
  [/^Invalid email address\.$/, 'Das ist keine E-Mail-Adresse.'],
  [/^Invalid URL\.$/, 'Erwartet wird eine Adresse wie https://example.com/v1.'],
  [/^An ISO 639-1 code such as "en"\.$/, 'Erwartet werden Codes aus zwei Buchstaben, etwa „de“.'],
  [/^A time zone such as "Europe\/Berlin"\.$/, 'Erwartet wird eine Zeitzone wie „Europe/Berlin“.'],
  [/^A time such as "09:00"\.$/, 'Erwartet werden Stunde und Minute.'],
  [/^A date such as "2026-12-25"\.$/, 'Ein Datum wird erwartet.'],
  [/^Invalid key in record\.$/, 'Dieser Name wird nicht angenommen.'],
  [
    /^“reply\.longestWaitMs” must be at least “reply\.quietMs”\.$/,
    'Die längste Wartezeit kann nicht kürzer sein als die Ruhe vor einer Antwort.',
  ],
  [/^Use at least (\d+) characters\.$/, 'Mindestens $1 Zeichen.'],
  [
    /^This one is among the first that anybody would try: take a few words that do not belong together\.$/,
    'Das gehört zu den ersten, die jeder versuchen würde: Nehmen Sie ein paar Wörter, die nicht zusammengehören.',
  ],
  [/^The present password is wrong\.$/, 'Das bisherige Passwort ist falsch.'],
  [
    /^No mail can be sent: whoever runs Baton sets BATON_SMTP_URL, such as (\S+)\.$/,
    'Es kann keine E-Mail verschickt werden: Wer Baton betreibt, setzt BATON_SMTP_URL, etwa $1.',
  ],
  // addresses that Baton calls
  [
    /^This is Baton’s own webhook URL: enter the address of the other tool\.$/,
    'Das ist die Webhook-Adresse von Baton selbst: Geben Sie die Adresse des anderen Werkzeugs ein.',
  ],
  [
    /The host (\S+) is on a private network\. Whoever runs Baton can list it: (\S+)/,
    'Der Host $1 liegt in einem privaten Netz. Wer Baton betreibt, kann ihn freigeben: $2',
  ],
  [
    /The host (\S+) is a link-local address, which is never called\./,
    'Der Host $1 ist eine Link-local-Adresse, die nie aufgerufen wird.',
  ],
  [/The host (\S+) is not known\./, 'Der Host $1 ist nicht bekannt.'],
  [/The address does not begin with https: (\S+)/, 'Die Adresse beginnt nicht mit https: $1'],
  [
    /^Only http:\/\/ and https:\/\/ addresses are called\.$/,
    'Aufgerufen werden nur Adressen mit http:// oder https://.',
  ],
  [
    /^The address must not hold a name or a password\.$/,
    'Die Adresse darf weder Namen noch Passwort enthalten.',
  ],
]
