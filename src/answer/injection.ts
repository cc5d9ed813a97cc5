/**
 * Marks of a text that tries to give the AI orders. Found in a customer's words it is an attack (H1); found in an article,
 * those sentences are not quoted. Patterns only: the fence around all data (prompt.ts) is what protects, this is what reports.
 */

const before = `(previous|prior|above|preceding|earlier|all|any|every|your|former|foregoing|following|initial|original|system|current|the|these|those)`
const orders = `(instructions?|prompts?|rules?|directions?|directives?|guidelines?|commands?|constraints?|restrictions?|programming|training|context)`

const MARKS: RegExp[] = [
  // "ignore all previous instructions" and its kin
  new RegExp(
    String.raw`\b(ignore|disregard|forget|override|bypass|neglect|overlook)\b[^.!?\n]{0,20}\b${before}\b[^.!?\n]{0,40}\b${orders}\b`,
    'i',
  ),
  /\b(ignoriere?|missachte|vergiss)\b[^.!?\n]{0,40}\b(anweisung(en)?|regeln|instruktionen|vorgaben|befehle|prompts?)\b/i,
  /\b(ignore[rz]?|oublie[rz]?)\b[^.!?\n]{0,40}\b(instructions?|consignes?|règles|directives)\b/i,
  /\b(ignora|ignore|olvida|olvide|dimentica|esqueça|esquece|desconsidere)\b[^.!?\n]{0,40}\b(instrucciones|reglas|istruzioni|regole|instruções|regras|órdenes|indicaciones|indicazioni)\b/i,
  /\b(negeer|vergeet)\b[^.!?\n]{0,40}\b(instructies|regels|opdrachten|aanwijzingen)\b|(zignoruj|zapomnij)[^.!?\n]{0,40}(instrukcj|polece|zasad|reguł)/i,
  /(игнорируй|забудь)[^.!?\n]{0,40}(инструкци|правил|указани)|(忽略|无视|無視)[^。\n]{0,20}(指令|指示|规则|提示|命令)/i,
  // asks for what it was told
  /\b(reveal|show|print|output|repeat|tell|give|display|leak|expose|dump|what (is|are|was|were))\b[^.!?\n]{0,30}\b(your|the|system|initial|hidden|secret)\b[^.!?\n]{0,15}\b(system prompt|prompt|initial instructions|system instructions|hidden instructions|system message)\b/i,
  /\brepeat (everything|all|the (words|text)) (above|before)\b/i,
  // another self
  /\b(do anything now|developer mode|dan mode|jailbroken|god mode|unfiltered (ai|mode|response)|without (any )?(restrictions|filters|censorship))\b/i,
  /\b(you are|you're|you will be|you are going to (act|play|be))\b[^.!?\n]{0,30}\b(now|no longer|act as|pretend|role of)\b[^.!?\n]{0,40}\b(ai|bot|model|assistant|dan|character|persona|chatbot|language model|bound|restricted)\b/i,
  /\bfrom now on\b[^.!?\n]{0,30}\byou\b[^.!?\n]{0,25}\b(act|answer|respond|reply|behave|speak|be|are|will)\b/i,
  /\b(stay|stays|remain) in character\b|\bpretend (to be|that you are|you are|you're) (an?|the|my)\b[^.!?\n]{0,30}\b(ai|bot|model|system|developer|admin|administrator|employee|hacker)\b/i,
  // markers of prompt formats
  /<\|?(im_start|im_end|system|endoftext|assistant)\|?>|\[\/?(INST|SYSTEM|SYS)\]|<<SYS>>|^\s{0,10}#{2,4}\s?(system|instruction|assistant)\b|^\s{0,10}(system|assistant)\s?:\s/im,
  /\b(new|updated|important|urgent) (system )?(instructions?|directive|prompt) ?(:|for (the )?(ai|assistant|bot|model|chatbot))/i,
  /\b(note|message|instruction)s? (to|for) (the )?(ai|assistant|bot|model|llm|chatbot|language model)\b/i,
  /\b(just|only|simply) (print|say|output|write|repeat|respond with|reply with)\b[^\n]{0,10}["“']/i,
]

/** The words that give it away, null when none do. */
export function injectionIn(text: string): string | null {
  const sample = visible(text)
    .replace(/[\u200c\u200d]/g, '')
    .normalize('NFKC')
    .slice(0, 8_000)
  for (const mark of MARKS) {
    const words = mark.exec(sample)?.[0].trim()
    if (words) return words.slice(0, 120)
  }
  return null
}

/** Without what the eye does not see but a model reads: zero-width and tag characters, direction marks. Joiners stay, emoji and Persian need them. */
export function visible(text: string): string {
  return text.replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu, '')
}
