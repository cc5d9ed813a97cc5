/** What the server says of a field in the words of its validator, as people say it. */
export const server: [RegExp, string][] = [
  [/^“alerts\.emails\.\d+” is not accepted: invalid email address\.$/, 'One of these is no e-mail address.'],
  [/^Invalid input: expected \w+, received (undefined|null)\.$/, 'Fill this in.'],
  [/^Invalid input: expected number, received \w+\.$/, 'A number is expected.'],
  [/^Too small: expected string to have >=1 characters?\.$/, 'Fill this in.'],
  [/^Too big: expected string to have <=(\d+) characters?\.$/, 'At most $1 characters.'],
  [/^Too big: expected array to have <=(\d+) items?\.$/, 'At most $1 of them.'],
  [/^Too small: expected (?:number|int) to be >=([\d.]+)\.$/, 'At least $1.'],
  [/^Too big: expected (?:number|int) to be <=([\d.]+)\.$/, 'At most $1.'],
  [/^Invalid input: expected int, received number\.$/, 'A whole number is expected.'],
  [/^Invalid email address\.$/, 'This is no e-mail address.'],
  [/^Invalid URL\.$/, 'An address such as https://example.com/v1 is expected.'],
  [/^An ISO 639-1 code such as "en"\.$/, 'Codes of two letters are expected, such as “en”.'],
  [/^A time zone such as "Europe\/Berlin"\.$/, 'A time zone such as “Europe/Berlin” is expected.'],
  [/^A time such as "09:00"\.$/, 'An hour and a minute are expected.'],
  [/^A date such as "2026-12-25"\.$/, 'A date is expected.'],
  [/^Invalid key in record\.$/, 'Its name is not accepted.'],
  [
    /^“reply\.longestWaitMs” must be at least “reply\.quietMs”\.$/,
    'The longest wait cannot be shorter than the quiet before an answer.',
  ],
  [
    /^Nobody is named: set “alerts\.emails” or “alerts\.webhookUrl” first\.$/,
    'Nobody is named: enter an e-mail address or a webhook first.',
  ],
  [/^The body is empty\.$/, 'The file is empty.'],
]
