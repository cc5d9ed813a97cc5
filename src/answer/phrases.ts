/**
 * What customers say in few words whatever the knowledge holds: that they want a person, greetings, thanks.
 * Modest tables; a model sees more. All patterns are bounded, so that no message takes long.
 */

/** Verb … person, within one clause. */
const ASKS_FOR_HUMAN: RegExp[] = [
  // English
  /\b(speak(ing)?|talk(ing)?|chat(ting)?|connect(ed)? me|be connected|transfer me|put me|pass me|escalate)\b[^.!?\n]{0,40}\b(human|person|people|agent|assistant|representatives?|rep|operator|someone|somebody|manager|supervisor|advis[oe]r|staff|(support )?team|(customer )?(service|care|support))\b/i,
  /\b(get|give me|contact(ing)?|need|want|reach|send me|is there)\b[^.!?\n]{0,25}\b(human|(real|actual|live|another|different) (person|human)|(live|human|support|customer service) (agent|operator)|agent|representative|operator|supervisor)\b/i,
  /\b(human|real person|live agent|live chat|real agent|operator|representative)\b[^.!?\n]{0,15}\b(please|pls|now|help|agent|support)\b|\bhuman (agent|being|support)\b/i,
  /^\W{0,5}((a|an|the)\s)?(real |live |human )?(human|person|agent|operator|representative|supervisor|manager)( please| pls)?\W{0,10}$/i,
  // German
  /\b(mit|zu|an|von)\b[^.!?\n]{0,30}\b(menschen|mensch|person|mitarbeiter(in)?|kollegen|berater(in)?|jemand(em|en)?|vorgesetzten|kundendienst|kundenservice|support|team)\b[^.!?\n]{0,30}\b(sprechen|reden|chatten|verbinden|verbunden|schreiben|durchstellen|weiterleiten|helfen)/i,
  /\b(echte[rn]?|richtige[rn]?) (mensch|menschen|person|mitarbeiter)|\b(mensch|mitarbeiter(in)?|menschen) bitte\b|^\W{0,5}(mensch|mitarbeiter)\W{0,5}$/i,
  // French
  /\b(parler|discuter|échanger|contacter|joindre|passe[rz]|transfére[rz]|mettre en relation)\b[^.!?\n]{0,30}\b(humain|quelqu['’]un|personne|agent|conseill[eè]re?|responsable|opérateur|service client)/i,
  /\b(un|une|vraie?) (humain|vraie personne|conseiller)\b[^.!?\n]{0,15}(svp|s['’]il vous pla[iî]t|$)/i,
  // Spanish
  /\b(hablar|chatear|comunicar\w{0,3}|contactar|pásame|páseme|conectar\w{0,3}|transferir\w{0,3})\b[^.!?\n]{0,30}(humano|persona|agente|alguien|operador|representante|supervisor|asesor)/i,
  /\b(un humano|una persona real|un agente) por favor/i,
  // Italian
  /\b(parlare|chattare|contattare|passarmi|mi passi|passatemi)\b[^.!?\n]{0,30}(umano|persona|operatore|operatrice|qualcuno|responsabile|addetto|assistenza clienti)/i,
  /\b(un operatore|una persona vera|un umano)\b[^.!?\n]{0,10}(per favore|grazie|$)/i,
  // Portuguese
  /\b(falar|conversar|contactar|contatar|transferir|passar)\b[^.!?\n]{0,30}(humano|pessoa|atendente|alguém|operador|representante|supervisor|assistente)/i,
  /\b(um atendente|uma pessoa real|um humano) por favor/i,
  // Dutch
  /\b(met|aan)\b[^.!?\n]{0,25}\b(mens|medewerker|persoon|iemand|collega|echt mens|klantenservice)\b[^.!?\n]{0,25}\b(spreken|praten|chatten|doorverbinden|doorverbonden)/i,
  /\b(spreken|praten) met\b[^.!?\n]{0,20}\b(mens|medewerker|persoon|iemand)|\b(medewerker|echt mens) (graag|alstublieft|aub)\b/i,
  // Polish
  /(rozmawiać|porozmawiać|pogadać|połącz\w{0,4}|połączyć|skontaktować)[^.!?\n]{0,30}(człowiek|konsultant|osob|pracownik|kimś|przełożon)/i,
  // Swedish, Danish, Norwegian
  /\b(prata|tala|snakke|tale|chatta|chatte)\s(med|til)\b[^.!?\n]{0,25}(människa|menneske|person|medarbetare|medarbeider|medarbejder|någon|nogen|noen|kundtjänst|kundeservice)/i,
  // Turkish
  /(temsilci|yetkili|insan|müşteri hizmetleri|gerçek bir kişi)\S{0,8}[^.!?\n]{0,20}(görüş|konuş|bağla|iste)/i,
  // Russian, Ukrainian
  /(поговорить|соедин|переключ|связаться|связать|позовите|нужен|нужна|хочу|поговорити|з['’]єднай|потрібен)[^.!?\n]{0,30}(человек|оператор|менеджер|сотрудник|специалист|людин|консультант)/i,
  /^\W{0,5}(оператор|человек)\W{0,5}$/iu,
  // Japanese, Chinese
  /(人間|担当者|オペレーター|スタッフ|有人)[^。\n]{0,12}(話|つな|繋|代わ|対応|お願い)/,
  /(转|轉|接|找|要)?人工(客服|服务|服務)?|(真人|客服人员)[^。\n]{0,6}(说|聊|服务|客服|接)?/,
]

/** "I don't want to talk to a bot's person", "what hours can I reach …": no wish for one here and now. */
const DECLINES =
  /\b(don['’]?t|do not|no need to|without|rather not)\b[^.!?\n]{0,20}\b(speak|talk|chat|human|person|agent)\b/i
const ASKS_WHEN = /\b(what (time|hours?)|which hours|opening hours|hours)\b/i

/** The words that ask for a person, null when none do. */
export function asksForHuman(text: string): string | null {
  const sample = text.slice(0, 2_000)
  if (DECLINES.test(sample) || ASKS_WHEN.test(sample)) return null
  for (const pattern of ASKS_FOR_HUMAN) {
    const words = pattern.exec(sample)?.[0].trim()
    if (words) return words
  }
  return null
}

const GREETINGS = new Set(
  `hi hello hey heya hiya yo morning afternoon evening good day greetings there hallo guten tag morgen abend moin servus grüß gott
  bonjour bonsoir salut coucou hola buenas buenos días dias tardes noches ciao buongiorno buonasera salve olá ola oi bom boa dia tarde noite
  goedemorgen goedemiddag goedenavond hoi dag cześć czesc dzień dobry witam hej hejsan tjena god dag goddag merhaba selam günaydın
  привет здравствуйте добрый день вечер утро вітаю привіт доброго дня こんにちは こんばんは おはよう ございます 你好 您好 嗨 team all everyone`.split(
    /\s+/,
  ),
)
const THANKS = new Set(
  `thanks thank you thx ty cheers much very so a lot many appreciated great perfect awesome ok okay bye goodbye danke vielen dank schön
  dankeschön super prima tschüss merci beaucoup bien parfait gracias muchas perfecto grazie mille molte perfetto obrigado obrigada muito
  bedankt dank je wel u hartelijk dziękuję dziekuje dzięki bardzo tack så mycket tak mange takk teşekkürler teşekkür ederim sağol
  спасибо большое дякую щиро ありがとう ありがとうございます 谢谢 谢谢你 多谢 help your for the und and et y e`.split(
    /\s+/,
  ),
)
/** One of these must be there: "you", "very" or "good" alone is no thanks and no greeting. */
const THANKS_CORE =
  /thank|thx|\bty\b|cheers|dank|merci|gracias|grazie|obrigad|dziękuj|dziekuj|dzięki|\btack\b|\btak\b|takk|teşekkür|sağol|спасибо|дякую|ありがとう|谢谢|多谢|appreciated/i
const GREETING_CORE =
  /\b(hi|hello|hey|heya|hiya|yo|greetings|hallo|moin|servus|bonjour|bonsoir|salut|coucou|hola|ciao|salve|ol[aá]|oi|hoi|hej|hejsan|tjena|goddag|merhaba|selam|witam)\b|good (morning|afternoon|evening|day)|guten (tag|morgen|abend)|grüß|buen[oa]s|buon(giorno|asera)|bo[ma] (dia|tarde|noite)|goede|cześć|czesc|dzień dobry|günaydın|привет|здравствуйте|добрый|вітаю|привіт|доброго|こんにち|こんばん|おはよう|你好|您好|嗨/iu

/** A message that only greets or only thanks; null when it says anything else. */
export function courtesyIn(text: string, words: string[]): 'greeting' | 'thanks' | null {
  if (words.length === 0 || words.length > 8 || /\?|？/.test(text)) return null
  if (THANKS_CORE.test(text) && words.every((word) => THANKS.has(word) || GREETINGS.has(word)))
    return 'thanks'
  if (GREETING_CORE.test(text) && words.every((word) => GREETINGS.has(word))) return 'greeting'
  return null
}
