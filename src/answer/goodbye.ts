import { wordsOf } from '../knowledge/language.ts'
import { courtesyIn } from './phrases.ts'
import { smallTalkIn } from './small-talk.ts'

/** How customers end a conversation, say that it is solved, and say yes. Modest tables; bounded, so that no message takes long. */

const LONGEST = 500
const MOST_WORDS = 15

const FAREWELL = new RegExp(
  `^[\\s\\p{P}\\p{S}]*(?:(?:ok(?:ay)?|thanks?|thank you|great|and|have a (?:nice|good|great) (?:day|evening|one|weekend)|` +
    `good ?bye|bye(?: bye)?|see you|take care|cheers|` +
    `danke|und|tschüss?|tschau|auf wiedersehen|(?:einen )?schönen (?:tag|abend|feierabend)(?: noch)?|` +
    `merci|et|au revoir|à bientôt|bonne (?:journée|soirée)|` +
    `gracias|y|adi[oó]s|hasta (?:luego|pronto)|chao|que tenga (?:un )?buen día|` +
    `grazie|e|arrivederci|ciao ciao|buona (?:giornata|serata)|` +
    `obrigad[oa]|adeus|até (?:logo|breve)|tchau|(?:um )?bom dia|` +
    `bedankt|en|doei|tot ziens|(?:een )?fijne (?:dag|avond)|` +
    `dziękuję|do widzenia|miłego dnia|na razie|` +
    `tack|hej ?då|ha det bra|tak|farvel|hav en god dag|` +
    `teşekkürler|hoşça ?kal(?:ın)?|görüşürüz|iyi günler|` +
    `спасибо|до свидания|пока|всего доброго|хорошего дня|дякую|до побачення|гарного дня)[\\s\\p{P}\\p{S}]*){1,4}$`,
  'iu',
)
const FAREWELL_CORE =
  /bye|see you|take care|have a (?:nice|good|great)|tsch(?:üss?|au)|wiedersehen|schönen (?:tag|abend|feierabend)|au revoir|à bientôt|bonne (?:journée|soirée)|adi[oó]s|hasta (?:luego|pronto)|chao|buen día|arrivederci|ciao ciao|buona (?:giornata|serata)|adeus|até (?:logo|breve)|tchau|doei|tot ziens|fijne (?:dag|avond)|do widzenia|miłego dnia|na razie|hej ?då|ha det bra|farvel|god dag|hoşça ?kal|görüşürüz|iyi günler|до свидания|пока|всего доброго|хорошего дня|до побачення|гарного дня/iu
const FAREWELL_EAST = /^[\s\p{P}]*(?:さようなら|失礼します|再见|再見|拜拜)[\s\p{P}]*$/u

/** Nothing but friendly signs; 👎 is a message. */
const FRIENDLY = new Set('❤♥👍👌🙏😊🙂😀😃😄😁🥰😍🤗🎉✅💯👏💪☺💙💚🧡💜🫶')
/** What joins and colours signs, and says nothing by itself. */
const JOINERS = /\s|\ufe0f|\u200d|\p{Emoji_Modifier}/gu

function isFriendly(text: string): boolean {
  const signs = [...text.replace(/[:;]-?\)|<3/g, '🙂').replace(JOINERS, '')]
  return signs.length > 0 && signs.every((sign) => FRIENDLY.has(sign))
}

/** A farewell alone, or friendly signs alone. */
export function saysGoodbye(text: string): boolean {
  const said = text.slice(0, LONGEST).trim()
  if (said === '' || /[?？]/.test(said)) return false
  if (isFriendly(said)) return true
  return FAREWELL_EAST.test(said) || (FAREWELL.test(said) && FAREWELL_CORE.test(said))
}

const SOLVED = new RegExp(
  [
    `\\b(?:that|this|it|you)(?:['’]s| has| have| is)?(?: really| just| all)? (?:solved|fixed|resolved|helped|worked|did it|did the trick)\\b`,
    `\\b(?:it|that|everything)(?: now)? works?(?: now| again| fine| perfectly| great)?\\b`,
    `\\b(?:problem|issue|question)(?: is| was|['’]s)? (?:solved|fixed|resolved|answered)\\b`,
    `\\b(?:that['’]?s|this is) (?:exactly )?(?:what i (?:needed|wanted)|all i (?:needed|wanted)|everything|all)\\b|\\b(?:works|working|solved|fixed) now\\b|\\ball (?:good|set|sorted)(?: now)?\\b`,
    `\\b(?:das|es) (?:hat|habe?n?) (?:mir )?(?:sehr |super )?(?:geholfen|geklappt|funktioniert)\\b|\\b(?:jetzt|nun) (?:geht|funktioniert|klappt)|\\b(?:geht|funktioniert|klappt) (?:es )?(?:jetzt|nun|wieder)\\b|\\b(?:problem|frage) (?:ist |hat sich )?(?:gelöst|geklärt|erledigt|beantwortet)\\b|\\bhat sich erledigt\\b`,
    `(?<!\\p{L})(?:ça|cela|c['’]est) (?:m['’]a )?(?:bien )?(?:aidée?|marche|fonctionne|réglé|résolu)\\b|\\b(?:problème|question) (?:est )?(?:résolue?|réglée?)\\b`,
    `\\b(?:eso )?(?:me )?(?:ha )?(?:ayudado|ayudó) (?:mucho)?|\\b(?:ya|ahora) (?:funciona|está resuelto|está solucionado)\\b|\\bproblema (?:resuelto|solucionado)\\b`,
    `\\b(?:mi )?(?:ha|è) (?:stato )?(?:aiutato|d['’]aiuto|risolto)\\b|\\b(?:ora|adesso) funziona\\b|\\bproblema risolto\\b`,
    `\\b(?:isso )?(?:me )?ajudou(?: muito)?\\b|\\b(?:já|agora) (?:funciona|está resolvido)\\b|\\bproblema resolvido\\b`,
    `\\b(?:dat|het) (?:heeft|is) (?:me )?(?:goed )?(?:geholpen|opgelost)\\b|\\b(?:het )?werkt (?:nu|weer)\\b|\\bprobleem (?:is )?opgelost\\b`,
    `(?:to )?(?:pomogło|zadziałało)|(?:teraz )?(?:już )?działa(?: teraz)?|problem (?:został )?rozwiązany`,
    `\\bdet (?:hjälpte|hjalp|fungerar nu|virker nu|löste (?:det|sig))|\\bproblemet är löst\\b|\\bproblemet er løst\\b`,
    `(?:sorun(?:um)? (?:çözüldü|halloldu)|işe yaradı|şimdi çalışıyor)`,
    `(?:помогло|заработало|всё работает|теперь работает|вопрос решён|вопрос решен|проблема решена|допомогло|запрацювало|тепер працює|проблему вирішено)`,
    `(?:解決しました|助かりました|できました|解决了|解決了|可以了|搞定了|有帮助)`,
  ].join('|'),
  'iu',
)
/** What turns it round: a no, a but, a further wish. */
const NOT_SOLVED =
  /[?？]|\b(?:not|n['’]t|no|never|still|but|however|hardly|one more|another|also|how|when|where|why|can you|could you|nicht|kein\w*|aber|noch|jedoch|wie|pas|mais|encore|comment|pero|todavía|aún|cómo|non|ma|ancora|però|não|mas|ainda|como|niet|maar|hoe|nie|ale|jeszcze|jak|inte|ikke|men|hur|değil|ama|hala|nasıl)\b|(?:^|[\s,])(?:не|но|ещё|еще|как|але|ще|як)(?:[\s,]|$)|(?:ない|ません|でも|しかし|没|不|但)/iu

/** A customer's clear word that it is solved ("thanks, that helped"); bare thanks are not, nor what goes on with a wish. */
export function saysSolved(text: string): boolean {
  const said = text.slice(0, LONGEST)
  if (text.length > LONGEST || wordsOf(said).length > MOST_WORDS) return false
  return !NOT_SOLVED.test(said) && SOLVED.test(said)
}

/** Thanks, a farewell, friendly signs, a word that it is taken in: nothing is asked. `names`: of whom it may be said to. */
export function isPureCourtesy(text: string, names: string[] = []): boolean {
  if (text.length > LONGEST) return false
  return asksNothing(text) || (names.length > 0 && asksNothing(withoutNames(text, names)))
}

function asksNothing(text: string): boolean {
  if (courtesyIn(text, wordsOf(text)) === 'thanks' || saysGoodbye(text) || saysSolved(text)) return true
  const talk = smallTalkIn(text)
  return talk === 'noted' || talk === 'leave'
}

/** First and last names each by itself, as whole words: "Thanks Ben". */
function withoutNames(text: string, names: string[]): string {
  const parts = new Set(names.flatMap((name) => wordsOf(name)))
  return text.replace(/[\p{L}\p{M}]{2,60}/gu, (word) =>
    parts.has(word.normalize('NFKC').toLowerCase()) ? ' ' : word,
  )
}

const YES =
  /^[\s\p{P}]*(?:yes|yep|yeah|yup|sure|ok(?:ay)?|go ahead|please do|of course|fine|ja|jo|klar|gerne?|natürlich|bitte|oui|d['’]accord|volontiers|bien sûr|s[ií]|claro|vale|por favor|sì|certo|va bene|volentieri|sim|pode ser|graag|prima|tak|jasne|oczywiście|proszę|javisst|gärna|gerne|evet|tamam|olur|да|давай(?:те)?|конечно|хорошо|так|звичайно|نعم|أجل|ايوه|أيوه|כן|בטח|हाँ|हां|जी|haan|네|넵|예|ya|iya|boleh|はい|お願いします|お願い|是的?|好的?|可以|要|👍|✅)(?![\p{L}\p{N}_])/iu
const YES_EAST = /^[\s\p{P}]*(?:はい|お願い|是|好|可以|要)/u
/** "Yes, but I'd rather wait": a person is wanted after all. */
const RATHER_NOT =
  /\b(?:no|not|don['’]?t|rather|wait|later|person|human|colleague|agent|somebody|someone|nein|nicht|lieber|warten?|mensch(?:en)?|mitarbeiter(?:in)?|jemand(?:em|en)?|non|pas|attend\w*|humain|quelqu['’]un|esperar?|espero|persona|humano|aspett\w+|não|pessoa|niet|wacht\w*|medewerker|nie|czek\w+|człowiek\w*|inte|ikke|vänta\w*|vent\w*|hayır|bekle\w*)\b|(?:^|[\s,])(?:нет|не|подожд\S*|человек\S*|оператор\S*|ні|зачекаю|людин\S*)(?:[\s,.]|$)|(?:لا |لا$|انتظر|شخص|موظف|לא|נציג|אחכה|नहीं|इंसान|एजेंट|아니|상담원|담당자|기다|tidak|nggak|gak|tunggu|manusia|orang|いいえ|待|担当者|不用|不要|不是|等)/iu

/** A yes to "shall I try to help you meanwhile?"; a question may follow it. */
export function saysYes(text: string): boolean {
  const said = text.slice(0, LONGEST)
  return (YES.test(said) || YES_EAST.test(said)) && !RATHER_NOT.test(said)
}
