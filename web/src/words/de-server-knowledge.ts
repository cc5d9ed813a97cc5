/** What the server says of articles and their fields, and of the lines of an import. */
export const aboutKnowledge: [RegExp, string][] = [
  [/“([\w.]+)” is not accepted: /, '„$1“ wird nicht angenommen: '],
  [/“([\w.]+)” is missing\./, '„$1“ fehlt.'],
  [/“([\w.]+)”: (?=must|at most|a |an )/, '„$1“: '],
  [/Must not be empty\.$/, 'Darf nicht leer sein.'],
  [/At most (\d+) characters\.$/, 'Höchstens $1 Zeichen.'],
  [/At most (\d+) phrasings\.$/, 'Höchstens $1 Fragen.'],
  [
    /An address that begins with http:\/\/ or https:\/\/\.$/,
    'Eine Adresse, die mit http:// oder https:// beginnt.',
  ],
  [/must not be empty\.$/, 'darf nicht leer sein.'],
  [/at most (\d+) characters\.$/, 'höchstens $1 Zeichen.'],
  [/at most (\d+) phrasings\.$/, 'höchstens $1 Fragen.'],
  [
    /an address that begins with http:\/\/ or https:\/\/\.$/,
    'eine Adresse, die mit http:// oder https:// beginnt.',
  ],
  [/^Somebody has accepted or dismissed it already\.$/, 'Jemand hat sie schon angenommen oder verworfen.'],
  [
    /^The article has as many phrasings as it may have: take one out first\.$/,
    'Der Artikel hat so viele Fragen, wie er haben darf: Nehmen Sie erst eine heraus.',
  ],
  [/: a text\.$/, ': ein Text wird erwartet.'],
  [/: a text or a number\.$/, ': ein Text oder eine Zahl wird erwartet.'],
  [/: a list of texts\.$/, ': eine Liste von Texten wird erwartet.'],
  [/^The body is empty\.$/, 'Die Datei ist leer.'],
  [/^The body is not JSON\.$/, 'Die Datei ist kein JSON.'],
  [/^The body is no JSON array\.$/, 'Die Datei ist keine JSON-Liste.'],
  [/^This line is not JSON\.$/, 'Diese Zeile ist kein JSON.'],
  [/^This line is no CSV: (.+)$/, 'Diese Zeile ist kein CSV: $1'],
  [
    /^This is no object with a title and a body \(or a question and an answer\)\.$/,
    'Das ist kein Objekt mit title und body (oder question und answer).',
  ],
  [
    /^The first line must name the columns: title and body, or question and answer\.$/,
    'Die erste Zeile muss die Spalten nennen: title und body, oder question und answer.',
  ],
]
