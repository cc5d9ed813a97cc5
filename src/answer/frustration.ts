/**
 * Anger at the service, which a person should meet. Told by words that are said to somebody ("this is ridiculous", "worst service"),
 * not by words about a thing or a fee: who asks about a ridiculous charge wants an answer. All patterns are bounded.
 */

const ANGRY: RegExp[] = [
  /\b(unacceptable|fed up|sick (and tired )?of (this|you|your|waiting|it)|disgrace(ful)?|waste of (my |our )?time|furious|livid|pissed( off)?|wtf|bullshit|appalling|pathetic|incompetent|shame on you|(absolutely|completely|utterly|totally) (useless|disgusted|ridiculous|hopeless))\b/i,
  /(?<=\b(this|that|it|you|service|support|company)('s|s| is| are|'re| guys are)? (just |so |beyond |really |all |absolutely )?)(ridiculous|outrageous|a joke|useless|a scam|scammers|liars|thieves|disgusting)\b/i,
  /^\W{0,10}(ridiculous|useless|pathetic|terrible|rubbish|scam|liars)\W{0,10}$/i,
  /\b(worst|terrible|horrible|awful|useless|lousy|shit|crap|rubbish|pathetic) (customer |support |bot |chat ?bot )?(service|support|company|experience|bot|chatbot|shop|store|team|app)\b/i,
  /\b(third|fourth|fifth|3rd|4th|5th|tenth|hundredth) time\b(?=[^.!?\n]{0,30}\b(ask|call|contact|writ|messag|tell|told|explain|chas|in a row|this\b|i\b)|\W{0,3}$)|\bhow many (more )?times (do|must|have|should) i (have to |need to )?(ask|tell|told|asked|call|called|writ|contact|explain|say|said|repeat)/i,
  /\bnever (ever )?(again|(buy(ing)?|order(ing)?|shop(ping)?|us(e|ing)|com(e|ing)) [^.!?\n]{0,25}\bagain)\b|\b(no ?one|nobody) (is )?(answer|repl|respond|help|car|pick)(s|ies|ing|es)?\b/i,
  /\b(i('ll| will| am going to)|going to) (sue|report you|take legal action|call my lawyer|go to (the )?(press|court|police))\b|\bmy lawyer\b/i,
  /\bfuck (you|this|off|your)\b|\bwhat the (hell|fuck)\b|\b(so|really|very|extremely) (angry|frustrated|annoyed|upset) (with|at|about) (you|your|this|the) (service|support|company|team|customer)?/i,
  /(?<!\p{L})(unverschämt(heit)?|frechheit|das ist (doch )?(unmöglich|lächerlich|betrug)|stinksauer|(bin|echt|so) (sauer|wütend)|zum kotzen|nie wieder|schnauze voll|inacceptable|scandaleux|honteux|ras le bol|c'est n'importe quoi|plus jamais|inaceptable|qué vergüenza|una vergüenza|es una estafa|estoy hart[oa]|nunca más|inaccettabile|(che|una) vergogna|è una truffa|mai più|inaceitável|um absurdo|uma vergonha|nunca mais|belachelijk|onacceptabel|schandalig|oplichters|nooit meer|to skandal|oszustwo|oszuści|niedopuszczalne|nigdy więcej|oacceptabelt|skandal|rezalet)(?!\p{L})/iu,
  /(возмутительно|безобразие|мошенники|ужасный сервис|никогда больше)|(太过分|太差劲|垃圾客服|骗子|受够了)|(ふざけるな|最悪の対応|いい加減にし)/iu,
]
const SHOUTED = /(\b[A-Z']{2,20}\b[ ,!?.]{1,4}){4,40}/
const UNHAPPY_WORD =
  /\b(NOT|NEVER|STILL|WHERE IS|WAITING|REFUND|BROKEN|WRONG|NOW|WHY|DON'?T|HELP|ANSWER|AGAIN|WORST|MONEY)\b/

/** The words that show anger, null when none do. A shout is a message in capitals with exclamation marks about what went wrong. */
export function frustrationIn(text: string): string | null {
  const sample = text.slice(0, 2_000).replace(/’/g, "'")
  for (const pattern of ANGRY) {
    const words = pattern.exec(sample)?.[0].trim()
    if (words) return words
  }
  const shout = SHOUTED.exec(sample)?.[0].trim() ?? null
  const isShouting = shout !== null && /!{2}|\?!|!\?/.test(sample) && UNHAPPY_WORD.test(sample)
  return isShouting ? shout.slice(0, 120) : null
}
