import { part } from './clause-patterns.ts'

/**
 * How customers say what they do not want, by language. `refuses`: a clause that says so; `act`: what is refused is to be
 * done ("do not cancel it"), where who does not want a thing may want rid of it; `insteadOf`: the part of one that names what
 * something else is to take the place of; `anyMore`: what they had and want no more, which is a wish of its own ("I do not want my
 * subscription any more"); `refersBack`: what is asked for is named by what is refused ("can I turn it off?"). All are read within one clause and bounded, so that no message takes long.
 */
export interface UnwantedWords {
  refuses: RegExp
  act: RegExp
  insteadOf: RegExp
  anyMore: RegExp
  refersBack: RegExp
}

/** At the clause's beginning, after what leads up to it. */
const first = (lead: string, pattern: string) =>
  new RegExp(`^[\\s\\p{P}\\p{S}]*(?:(?:${lead})[\\s\\p{P}]+){0,3}(?:${pattern})`, 'iu')
const REST = '[^,;.!?\\n]{1,60}'
const IN_BETWEEN = '[^,;.!?\\n]{0,40}?'
const END = '(?![\\p{L}\\p{N}])'

export const UNWANTED: Record<string, UnwantedWords> = {
  en: {
    refuses: first(
      'no|hi|hello|hey|please|pls|sorry|and|but|so|actually|well|look|ok|okay|guys|team',
      `(?:i|we)(?: really| just| still| definitely)? (?:do not|don['’]?t|dont|never)(?: really| actually| even)? (?:want|wish|wanna|need(?! help))${END}` +
        `|(?:i|we) (?:did not|didn['’]?t|didnt|never) (?:really )?(?:ask|asked)${END}` +
        `|(?:i['’]?m|i am|we['’]re|we are) not (?:asking|looking|interested)${END}` +
        `|(?:do not|don['’]?t|dont)(?: (?:please|just|ever))? (?!(?:you|i|we|they|know|have|see|get|got|understand|find|think|remember|recall|receive|believe|like|care|worry|work|want|need|forget)${END})\\p{L}+`,
    ),
    act: part(
      "(?:do not|don['’]?t|dont|never)(?: (?:really|actually|even|please|just|ever))? (?:(?:want|wish|need|wanna)(?: you)? to |(?!want|wish|need|wanna|ask|asked)\\p{L})",
    ),
    insteadOf: part(`\\b(?:instead of|rather than)\\b${REST}`),
    anyMore: part('\\bany ?more\\b|\\bno longer\\b'),
    refersBack: part('\\b(?:it|this|that|them|these|those)\\b'),
  },
  de: {
    refuses: first(
      'nein|hallo|hi|sorry|und|aber|also|doch|ok',
      `(?:ich|wir) (?:will|wollen|möchten?|moechten?|wünschen?|brauchen?|benötigen?)${END}${IN_BETWEEN}(?<!\\p{L})(?:nicht|kein(?:e[nmrs]?)?)${END}` +
        `|bitte (?:nicht|kein(?:e[nmrs]?)?)${END}` +
        `|(?:bitte )?\\p{L}+en sie${END}${IN_BETWEEN}(?<!\\p{L})(?:nicht|kein(?:e[nmrs]?)?)${END}`,
    ),
    act: part(
      '(?<!\\p{L})nicht (?:\\p{L}{1,30} )?\\p{L}{1,30}n[\\s\\p{P}]{0,9}$|(?<!\\p{L})\\p{L}{1,30}en sie|(?<!\\p{L})bitte .{0,60}(?<!\\p{L})nicht[\\s\\p{P}]{0,9}$',
    ),
    insteadOf: part(`(?<!\\p{L})(?:statt(?!dessen)|anstatt|anstelle)${END}${REST}`),
    anyMore: part(
      `(?<!\\p{L})(?:nicht|kein(?:e[nmrs]?)?)${IN_BETWEEN} mehr${END}|(?<!\\p{L})nicht mehr${END}`,
    ),
    refersBack: part('(?<!\\p{L})(?:es|ihn|davon|damit|dies)(?!\\p{L})'),
  },
  fr: {
    refuses: first(
      "non|bonjour|salut|désolée?|et|mais|donc|ok|s['’]il vous plaît|svp",
      `(?:je|on|nous) (?:ne |n['’])?(?:veux|veut|voulons|voudrais|souhaite|souhaitons|souhaiterais|désire) (?:pas|aucune?)${END}` +
        `|(?:je |on |nous )?n['’](?:ai|a|avons) pas (?:besoin|demandé)${END}` +
        `|(?:ne |n['’])\\p{L}+ez (?:surtout )?pas${END}|ne (?:surtout )?pas \\p{L}+(?:er|ir|re)${END}`,
    ),
    act: part('pas \\p{L}{1,30}(?:er|ir|re)(?!\\p{L})|(?<!\\p{L})\\p{L}{1,30}ez (?:surtout )?pas'),
    insteadOf: part(
      `(?<!\\p{L})(?:au lieu d(?:e|u|es|['’])|plutôt qu(?:e|['’])|à la place d(?:e|u|es|['’]))${REST}`,
    ),
    anyMore: part(`(?<!\\p{L})plus${END}`),
    refersBack: part(
      "(?<!\\p{L})(?:ça|cela|(?:la|le|les) \\p{L}+(?:er|ir|re)(?!\\p{L})|l['’]\\p{L}+(?:er|ir|re)(?!\\p{L}))",
    ),
  },
  es: {
    refuses: first(
      'no|hola|perdón|y|pero|entonces|ok|yo|por favor',
      `no (?:quiero|queremos|quisiera|querría|deseo|deseamos|necesito|pedí|he pedido)${END}|(?<=por favor[\\s\\p{P}]{1,3})no \\p{L}+`,
    ),
    act: part(
      'no (?:quiero|queremos|quisiera|querría|deseo|deseamos|necesito) (?:que (?!me)|\\p{L}+[aei]r(?!\\p{L}))|por favor,? no ',
    ),
    insteadOf: part(`(?<!\\p{L})en (?:lugar|vez) de(?:l)?${END}${REST}`),
    anyMore: part(`(?<!\\p{L})(?:ya no|no [^,;.!?\\n]{1,40} más)${END}`),
    refersBack: part('[aei]r(?:l[oa]s?)(?!\\p{L})|(?<!\\p{L})(?:eso|esto)(?!\\p{L})'),
  },
  it: {
    refuses: first(
      'no|ciao|buongiorno|salve|scusi|e|ma|quindi|ok|io|per favore',
      `non (?:voglio|vogliamo|vorrei|desidero|mi serve|ho bisogno|ho chiesto)${END}` +
        `|non (?!(?:potete|avete|dovete|siete|sapete|fate|state)${END})\\p{L}+(?:are|ere|ire|ate|ete|ite)${END}`,
    ),
    act: part(
      'non (?:voglio|vogliamo|vorrei|desidero) \\p{L}+(?:are|ere|ire)(?!\\p{L})|non (?!ho|mi)\\p{L}+(?:are|ere|ire|ate|ete|ite)(?!\\p{L})',
    ),
    insteadOf: part(
      `(?<!\\p{L})(?:invece di|invece del(?:l['’]|la|lo)?|al posto d(?:i|el|ella|ell['’])|anziché)${END}${REST}`,
    ),
    anyMore: part(`(?<!\\p{L})più${END}`),
    refersBack: part('[aei]r(?:l[oaie])(?!\\p{L})|(?<!\\p{L})(?:questo|ciò)(?!\\p{L})'),
  },
  pt: {
    refuses: first(
      'não|olá|oi|desculpe|e|mas|então|ok|eu|por favor',
      `(?:não|nao) (?:quero|queremos|queria|desejo|preciso|gostaria|pedi)${END}|(?<=por favor[\\s\\p{P}]{1,3})(?:não|nao) \\p{L}+`,
    ),
    act: part(
      '(?:não|nao) (?:quero|queremos|queria|desejo|preciso|gostaria de) \\p{L}+[aei]r(?!\\p{L})|por favor,? (?:não|nao) ',
    ),
    insteadOf: part(`(?<!\\p{L})(?:em vez d[eoa]|ao invés d[eoa]|no lugar d[eoa])${END}${REST}`),
    anyMore: part(`(?<!\\p{L})(?:já não|não [^,;.!?\\n]{1,40} mais)${END}`),
    refersBack: part('-l[oa]s?(?!\\p{L})|(?<!\\p{L})(?:isso|isto)(?!\\p{L})'),
  },
  nl: {
    refuses: first(
      'nee|hallo|hoi|sorry|en|maar|dus|ok',
      `(?:ik|wij|we) (?:wil|willen|wens|hoef|hoeven|zou|vraag|vroeg)${END}${IN_BETWEEN}(?<!\\p{L})(?:niet|geen)${END}` +
        `|(?:alstublieft|alsjeblieft|aub|graag)${END}${IN_BETWEEN}(?<!\\p{L})(?:niet|geen)${END}`,
    ),
    act: part('niet \\p{L}+en[\\s\\p{P}]*$|(?:alstublieft|alsjeblieft|aub|graag).{0,60} niet'),
    insteadOf: part(`(?<!\\p{L})in plaats van${END}${REST}`),
    anyMore: part(`(?<!\\p{L})(?:niet|geen)${IN_BETWEEN} meer${END}`),
    refersBack: part('(?<!\\p{L})(?:dit|ervan|ermee|hem)(?!\\p{L})'),
  },
  pl: {
    refuses: first(
      'nie|dzień dobry|cześć|i|a|ale|więc|ok|ja',
      `nie (?:chcę|chce|chcemy|chciał\\p{L}*|potrzebuję|prosił\\p{L}*)${END}|proszę (?:o )?nie(?:${END})|nie \\p{L}+(?:ujcie|ajcie|cie|uj|aj)${END}`,
    ),
    act: part('nie \\p{L}+ \\p{L}+ć(?!\\p{L})|proszę (?:o )?nie|nie \\p{L}+(?:cie|uj|aj)(?!\\p{L})'),
    insteadOf: part(`(?<!\\p{L})(?:zamiast|a nie)${END}${REST}`),
    anyMore: part(`(?<!\\p{L})już${END}`),
    refersBack: part('(?<!\\p{L})(?:go|ją|ich)(?!\\p{L})'),
  },
  sv: {
    refuses: first(
      'nej|hej|och|men|så|ok',
      `(?:jag|vi) (?:vill|önskar|behöver|bad)(?: verkligen| absolut)? (?:inte|ingen|inget|inga)${END}|(?:snälla|vänligen)${END}${IN_BETWEEN}(?<!\\p{L})inte${END}`,
    ),
    act: part('inte \\p{L}+a(?!\\p{L})|(?:snälla|vänligen).{0,60} inte'),
    insteadOf: part(`(?<!\\p{L})(?:i ?stället för)${END}${REST}`),
    anyMore: part(`(?<!\\p{L})(?:längre|mer)${END}`),
    refersBack: part('(?<!\\p{L})(?:den|det|dem)(?!\\p{L})'),
  },
  da: {
    refuses: first(
      'nej|hej|og|men|så|ok',
      `(?:jeg|vi) (?:vil|ønsker|behøver|bad)(?: virkelig| slet| gerne)? (?:ikke|ingen|intet)${END}|(?:venligst|vær venlig)${END}${IN_BETWEEN}(?<!\\p{L})ikke${END}`,
    ),
    act: part('ikke (?!have)\\p{L}+e(?!\\p{L})|(?:venligst|vær venlig).{0,60} ikke'),
    insteadOf: part(`(?<!\\p{L})i stedet for${END}${REST}`),
    anyMore: part(`(?<!\\p{L})(?:længere|mere)${END}`),
    refersBack: part('(?<!\\p{L})(?:den|det|dem)(?!\\p{L})'),
  },
  tr: {
    refuses: part(
      `(?<!\\p{L})(?:istemiyorum|istemiyoruz|istemem|gerekmiyor|gerek yok|ihtiyacım yok)${END}|(?<!\\p{L})\\p{L}{2,30}(?:meyin|mayın|meyiniz|mayınız)(?=[^\\p{L}]{0,20}$)`,
    ),
    act: part('\\p{L}{2,30}m[ae]k iste|(?<!\\p{L})\\p{L}{2,30}(?:meyin|mayın)'),
    insteadOf: part(`[^,;.!?\\n]{1,60}(?<!\\p{L})yerine${END}`),
    anyMore: part(`(?<!\\p{L})artık${END}`),
    refersBack: part('(?<!\\p{L})(?:onu|bunu|şunu|onları|bunları)(?!\\p{L})'),
  },
  ru: {
    refuses: first(
      'нет|здравствуйте|привет|и|а|но|ок|пожалуйста',
      `(?:я )?не (?:хочу|хотим|хотел[аи]?(?: бы)?|прошу|просил[аи]?)${END}|(?:мне )?не (?:нуж(?:ен|на|но|ны)|надо)${END}|не \\p{L}+(?:айте|яйте|уйте|ейте|ите|ьте)${END}`,
    ),
    act: part('не (?:хочу|хотим|хотел\\p{L}?(?: бы)?|надо|нужно) \\p{L}+ть|не \\p{L}+(?:йте|ите|ьте)'),
    insteadOf: part(`(?<!\\p{L})(?:вместо|а не)${END}${REST}`),
    anyMore: part(`(?<!\\p{L})больше${END}`),
    refersBack: part('(?<!\\p{L})(?:его|её|ее|их|это)(?!\\p{L})'),
  },
  uk: {
    refuses: first(
      'ні|вітаю|привіт|добрий день|і|й|а|але|ок|будь ласка',
      `(?:я )?не (?:хочу|хочемо|хотів(?: би)?|хотіла(?: б)?|прошу|просив|просила)${END}|(?:мені )?не (?:потріб(?:ен|на|но|ні)|треба)${END}|не \\p{L}+(?:айте|яйте|уйте|іть|їть|ьте)${END}`,
    ),
    act: part('не (?:хочу|хочемо|хотів|хотіла|треба|потрібно) \\p{L}+ти|не \\p{L}+(?:йте|іть|їть|ьте)'),
    insteadOf: part(`(?<!\\p{L})(?:замість|а не)${END}${REST}`),
    anyMore: part(`(?<!\\p{L})більше${END}`),
    refersBack: part('(?<!\\p{L})(?:його|її|їх|це)(?!\\p{L})'),
  },
  ja: {
    refuses:
      /(?:たくない|たくありません|たくないです|(?:欲|ほ)しくない|(?:欲|ほ)しくありません|いりません|要りません|不要です|必要(?:ない|ありません)|(?:し|ら|か|さ|わ|ま|け)ないで(?:ください|下さい)?)(?:です|んです|のです)?[\s。!！]*$/u,
    act: /(?:たくない|たくありません|たくないです|ないで)/u,
    insteadOf: /[^、。,.!?！？\n]{1,40}(?:の代わりに|ではなく|じゃなくて)/u,
    anyMore: /もう|これ以上/u,
    refersBack: /それ|これ/u,
  },
  zh: {
    refuses:
      /^[\s\p{P}]*(?:(?:你好|请|請|麻烦|麻煩|但是|可是|所以)[\s\p{P}]{0,3})?(?:我们|我們|我)?(?:并|並|真的)?(?:不想|不要|不需要|不用|别|別(?!的)|請勿|请勿|没有?要求)/u,
    act: /^[\s\p{P}]*(?:你好|请|請|麻烦|麻煩)?[\s\p{P}]{0,3}(?:不要|别|別|請勿|请勿)|不想(?!要)/u,
    insteadOf: /(?:而不是|而非)[^，。,.!?！？；\n]{1,40}/u,
    anyMore: /再|了/u,
    refersBack: /它|这个|這個|那个|那個/u,
  },
  ar: {
    refuses: first(
      'لا|مرحبا|مرحباً|و|لكن|أنا|من فضلك|رجاء|رجاءً',
      `(?:لا|ما) (?:أريد|اريد|نريد|أرغب|ارغب|أحتاج|احتاج|أبغى|ابغى|ابي|بدي)${END}|ما بدي${END}|مش عايزة?${END}|لست بحاجة${END}|لم أطلب${END}|(?<=(?:من فضلك|رجاءً?|أرجو|ارجو)[\\s\\p{P}]{1,3})(?:أن )?[لأ]لا? ت\\p{L}+|أرجو (?:عدم|ألا|الا)${END}|(?:الرجاء|يرجى) عدم${END}`,
    ),
    act: part('(?:أريد|اريد|أرغب|ارغب|أحتاج|احتاج) (?!ال|هذا|هذه)|(?:أن )?لا ت\\p{L}+|عدم'),
    insteadOf: part(`(?<!\\p{L})(?:بدلا|بدلاً|بدل|عوضا|عوضاً) (?:من|عن)${END}[^،؛.!؟\\n]{1,60}`),
    anyMore: part(`(?<!\\p{L})(?:بعد الآن|بعد اليوم|لم أعد|ما عدت)${END}`),
    refersBack: part('(?<!\\p{L})(?:هذا|هذه|ذلك)(?!\\p{L})|\\p{L}{3,20}ها(?!\\p{L})'),
  },
  he: {
    refuses: first(
      'לא|שלום|היי|ו|אבל|בבקשה|אז',
      `(?:אני |אנחנו )?לא (?:רוצה|רוצים|צריכ?ה?|צריך|מעוניי?נ(?:ת|ים)?|מעוניין|מבקשת?|ביקשתי)${END}|(?:אל|נא לא) ל?ת?\\p{L}+`,
    ),
    act: part('לא (?:רוצה|רוצים|צריכ?ה?|צריך) ל\\p{L}+|(?<!\\p{L})(?:אל|נא לא) '),
    insteadOf: part(`(?<!\\p{L})במקום${END}${REST}`),
    anyMore: part(`(?<!\\p{L})(?:יותר|כבר לא)${END}`),
    refersBack: part('(?<!\\p{L})(?:אותו|אותה|אותם|זה)(?!\\p{L})'),
  },
  hi: {
    refuses: part(
      `नहीं चाह(?:िए|ता|ती|ते)|नहीं (?:करना|करवाना|लेना) (?:है|चाह)|(?<!\\p{L})मत (?:कर|की|भेज|दी|दें|ली|लगा)|(?<![a-z])(?:nahi(?:n)? chah(?:iye|ta|ti)|mat (?:karo|karna|kijiye|karein))`,
    ),
    act: part('मत |नहीं कर|mat (?:karo|karna|kijiye)'),
    insteadOf: part('[^,;।.!?\\n]{1,60}(?:के बजाय|की जगह|के बदले)'),
    anyMore: part('(?<!\\p{L})(?:अब|और) '),
    refersBack: part('(?:इसे|उसे|इसको|उसको)'),
  },
  ko: {
    refuses:
      /(?:(?:원하지|싶지|필요하지) ?않|원치 ?않|필요 ?없|필요는 ?없|지 ?마(?:세요|시|십|요)?|지 ?말아|싫어요|싫습니다)/u,
    act: /싶지 ?않|지 ?마|지 ?말/u,
    insteadOf: /[^,.!?\n]{1,40}(?:대신|말고|(?:이|가) 아니라)/u,
    anyMore: /더 ?이상|이제/u,
    refersBack: /그것|이것|그거|이거/u,
  },
  id: {
    refuses: first(
      'tidak|halo|hai|maaf|dan|tapi|tetapi|jadi|ok|tolong|mohon',
      `(?:saya |aku |kami )?(?:tidak|gak|nggak|ga|enggak|tak) (?:ingin|mau|perlu|butuh|usah|minta|meminta)${END}|jangan${END}`,
    ),
    act: part('(?:ingin|mau|perlu) (?:me|di)\\p{L}+|jangan'),
    insteadOf: part(`(?<!\\p{L})(?:daripada|alih-alih|bukannya|dan bukan|bukan)${END}${REST}`),
    anyMore: part(`(?<!\\p{L})lagi${END}`),
    refersBack: part('(?<!\\p{L})(?:itu|ini)(?!\\p{L})|\\p{L}{3,20}nya(?!\\p{L})'),
  },
}
