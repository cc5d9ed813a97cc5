import { alone, part, words } from './clause-patterns.ts'
import { ASIA } from './person-words-asia.ts'
import { EUROPE } from './person-words-europe.ts'

/**
 * How customers ask for a person, by language. `asks`: the wish itself; `noBot`: that it must not be a machine, which is the same wish;
 * `declines`: that it must not be a person. All are read within one clause and bounded, so that no message takes long.
 */
export interface PersonWords {
  asks: RegExp[]
  noBot: RegExp
  declines: RegExp
}

const EN_REAL = '(?:real|actual|live|proper|human|physical|another|different)'
const EN_STAFF =
  '(?:agent|representative|rep|operator|supervisor|manager|advis[oe]r|colleague|co-?worker|employee|boss|team ?(?:member|mate)|member of (?:the )?(?:team|staff)|consultant|specialist)'
const EN_PERSON = `(?:human(?: being)?s?|(?:real|actual|live|proper) (?:person|people|human|agent|one)|${EN_STAFF})`
const EN_DEPARTMENT =
  '(?:billing|sales|accounting|accounts|finance|support|(?:customer|client) (?:service|support|care)|head office|management|the owner|the (?:returns|complaints|warehouse) (?:team|department)|hr|it|tech(?:nical)? support)'
const EN_SMALL =
  '(?:want|need|wish|like|care|hand|send|pass|put|transfer|connect|forward|give|get|have|talk|speak|chat|escalate|me|us|this|it|to|with|for|be|being|by|a|an|any|the|your|another|real|actual|live|human|passed|transferred|handed|connected|having|talking|speaking|chatting|on|over|no)'
const EN_BOT =
  '(?:(?:stupid|dumb|damn|useless|silly|ai|automatic|automated|chat) )*(?:(?:chat ?|ro)?bots?|machines?|computers?|ai|(?:chat ?|ro)?bot|automat(?:ed|ic) (?:answers?|messages?|repl(?:y|ies)|responses?))'
const DE_PERSON =
  '(?:mensch(?:en|lichen)?|mitarbeiter(?:in|s|n)?|kolleg(?:e|en|in)|berater(?:in)?|ansprechpartner(?:in)?|sachbearbeiter(?:in)?|vorgesetzten?|chef(?:in)?|support-?mitarbeiter(?:in)?|(?:echten?|richtigen?|reale?n?) person)'
const DE_BOT = '(?:(?:chat)?bots?|roboter[ns]?|maschinen?|computer[n]?|automaten?|ki)'

export const PERSON_WORDS: Record<string, PersonWords> = {
  en: {
    asks: [
      /\b(speak(ing)?|talk(ing)?|chat(ting)?|connect(ed)? me|be connected|transfer me|put me|pass me|switch me|forward me|redirect me|hand me|escalate)\b[^.!?\n]{0,40}\b(human|person|people|agent|assistant|representatives?|rep|operator|someone|somebody|anyone|anybody|manager|supervisor|boss|colleague|employee|advis[oe]r|staff|(support )?team|(customer )?(service|care|support))\b/i,
      words(
        `(?:speak|speaking|talk|talking|chat|connect me|transfer me|put me through|switch me|forward me|get me through|get through|complain) (?:directly )?(?:to|with) (?:the |your |our )?${EN_DEPARTMENT}`,
      ),
      /\b(get|give me|contact(ing)?|need|want|reach|send me|is there|are there)\b[^.!?\n]{0,25}\b(humans?|(real|actual|live) (person|human|people)|(live|human|support|customer service) (agent|operator)|agent|representative|operator|supervisor)\b(?! (number|id|code|fee|portal|discount))/i,
      words(
        `(?:want|need|get me|give me|find me) an?other (?:person|human|agent|one of you)|(?:give|get|find|send) me (?:to )?(?:some ?one|some ?body|a ${EN_STAFF})`,
      ),
      words(
        `(?:ask(?:ed|ing)?|begg(?:ed|ing)|request(?:ed|ing)?) (?:you )?(?:again )?for (?:an? )?${EN_PERSON}(?! (?:number|id|code|fee))`,
      ),
      /\b(human|(real|actual) (person|human)|live agent|live chat|real agent|operator|representative)\b[^.!?\n]{0,15}\b(please|pls|now|help|agent|support)\b|\bhuman (agent|being|support)\b|\b(pls|please) (a )?(human|real person|live agent)\b|\b(real|actual|live) (human|agent|person)\b[^.!?\n]{0,10}\b(available|there|online|free)\b/i,
      alone(
        `(?:i (?:just )?(?:want|need) |give me |get me )?(?:an? |the )?(?:${EN_REAL} )?(?:human|person|agent|operator|representative|supervisor|manager|real one)(?: please| pls| now)*`,
      ),
      alone(
        `(?:i (?:just |really )?(?:want|need) |give me |get me |connect me (?:to|with) )(?:the |your |some )?(?:customer|client|live|human) (?:service|support|care)(?: please| pls| now)?`,
      ),
      words(
        `(?<!\\b(?:you|what|that) )(?:please|pls|can|could|would|will|have|let) (?:(?:you|some ?one|some ?body|a (?:person|human)|an? ${EN_STAFF}) )?(?:please |just )?(?:call|phone|ring) (?:me|us)(?= (?:back|now|asap|today|tomorrow|about|regarding|on|at|please|pls|when|as soon)|[^\\p{L}]*$)|(?:call|phone|ring|ringing) (?:me|us) back|(?:want|need|request|like|get|have) (?:a |to be )?(?:phone call|call ?back|called back)`,
      ),
      words(
        `(?:can|could|may|would|have|let|ask) (?:some ?one|some ?body|any ?one|any ?body) (?:else )?(?:from (?:your|the) (?:\\w{1,12} )?team )?(?:please )?(?:check|review|take over|look (?:at|into)|take a look|contact me|get back to me|phone me|investigate)`,
      ),
      words(
        `(?:can|could|may|would|have|let|ask) (?:an? |your |some ?one (?:from|in|of|on) (?:your |the )?(?:support )?)(?:${EN_REAL} )?(?:human|person|team|staff|support|${EN_STAFF}) (?:please )?(?:check|review|take|look|contact|get back|phone|call|investigate|help|answer|reply|respond|write|handle|assist|talk|speak|chat|explain|tell|see to)`,
      ),
      words(
        `(?:is|are) (?:there )?(?:any ?one|any ?body|some ?one|some ?body|anyone human) (?:real|human|alive)(?: (?:here|there))?|(?:is|are) (?:there )?(?:any ?one|any ?body|some ?one|some ?body) (?:out )?(?:there|here|reading(?: this)?)(?=[^\\p{L}]*$)`,
      ),
      words(`(?:want|need|like|please|must|to) (?:to )?escalate|escalate (?:this|it|my)`),
      words(
        `(?:who|whom|where) (?:can|do|should|could|may|must) i (?:complain|escalate)(?: to)?(?=[^\\p{L}]*$)|complain to (?:your|the|a|some)|(?:want|like|need|wish) to (?:complain|(?:make|file|lodge|raise) an? (?:formal |official )?complaint)(?=[^\\p{L}]*$)`,
      ),
      alone('not you|somebody else|someone else'),
      /\b(give|get) me (some ?one|some ?body) who\b/i,
    ],
    noBot: new RegExp(
      [
        // not "I am not a robot", which is what a page asks its visitors
        `(?:(?<!\\b(?:am|i['’]m|im|are|is|you['’]re) )\\bnot|\\b(?:no more|enough of|fed up with|sick of|tired of|stop)) (?:to |with |from |by |sending |giving |me |using |talking |speaking |chatting |wanting |this |the |these |your |an? |any )*${EN_BOT}\\b`,
        `\\b(?:don['’]?t|do not|did not|didn['’]?t|never|won['’]?t|will not|not) (?:ever )?(?:want|wanna|wish|need|like|talk|speak|chat|care)(?: (?:to|for|with|from|talk|speak|chat|talking|speaking|chatting|deal|dealing|an?|any|the|this|your|my|some|be|answered|by|get|have|having|help|answers?))* ${EN_BOT}\\b`,
        `^\\W*(?:please,? )?no (?:more )?${EN_BOT}(?: (?:please|pls|answers?|repl(?:y|ies)|messages?|thanks?))*\\W*$`,
      ].join('|'),
      'i',
    ),
    declines: part(
      `(?:\\b(?:don['’]?t|do not|didn['’]?t|did not|no need|needn['’]?t|without|rather not|would not|wouldn['’]?t|no)\\b(?! you)(?: (?:please )?${EN_SMALL}){0,8} (?:humans?|person|people|assistant|someone|somebody|anyone|anybody|${EN_STAFF})\\b)`,
    ),
  },
  de: {
    asks: [
      /\b(mit|zu|an|von)\b[^.!?\n]{0,30}\b(menschen|mensch|person|mitarbeiter(in)?|kollegen|berater(in)?|jemand(em|en)?|vorgesetzten|chef|kundendienst|kundenservice|support|team)\b[^.!?\n]{0,30}\b(sprechen|reden|chatten|telefonieren|verbinden|verbunden|schreiben|durchstellen|weiterleiten|helfen)/i,
      /\b(echte[rn]?|richtige[rn]?) (mensch|menschen|person|mitarbeiter)|\b(mensch|mitarbeiter(in)?|menschen) bitte\b|^\W{0,5}(mensch|mitarbeiter)\W{0,5}$/i,
      words(
        `(?:sprechen|reden|chatten|telefonieren) (?:\\p{L}+ )?mit (?:(?:einem|einer|dem|der|ihrem|deinem|eurem) )?(?:echten |richtigen )?(?:${DE_PERSON}|jemandem)`,
      ),
      words(
        `(?:will|wollen|möchte[n]?|moechte|brauche|verlange|hätte gerne?|geben sie mir|gib mir|gebt mir|holen sie(?: mir)?|hol mir|schicken sie mir|verbinden sie mich mit|verbinde mich mit)(?: (?:bitte|jetzt|endlich|lieber|sofort|nur|nen|mal|mit|einen?|einem|einer|eine|den|die|deinen|ihren|echten|richtigen|anderen)){0,5} ${DE_PERSON}`,
      ),
      words(
        '(?:bitte um|möchte(?: gerne?)?|wünsche|brauche|hätte gerne?|erbitte) (?:um )?(?:einen |ihren )?rückruf|rückruf bitte|(?:rufen sie|ruf|ruft) (?:mich|uns)(?: bitte)?(?: \\p{L}+)? (?:zurück|an)|(?:können|könnten|kann|könnte|würden|würdest|kannst|könnt) (?:(?:sie|ihr|du|mich|uns|jemand|mal|bitte|einer|wer) ){1,4}(?:zurück|an)(?:zu)?rufen|(?:können|könnten|kann|kannst) (?:(?:sie|ihr|du|mich|uns|jemand|mal|bitte) ){2,4}zurückrufen',
      ),
      words(
        '(?:verbinden|verbinde|verbindet) (?:sie )?(?:mich|uns)|leiten sie mich(?: bitte)? weiter|stellen sie mich(?: bitte)? durch',
      ),
      words(
        `(?:kann|könnte|soll|sollte|lassen sie|lass) (?:sich )?(?:das |mir |mich |dies |bitte |mal )*(?:jemand|${DE_PERSON}|(?:ein|eine|einer|einen) (?:${DE_PERSON}|ihrem? team))(?: [^.!?\\n]{0,30})? (?:ansehen|anschauen|prüfen|übernehmen|kümmern|melden|helfen|nachsehen|nachschauen|antworten)`,
      ),
      words(
        `(?:ist|gibt es|gibts|sind)(?: (?:da|hier|denn|bei euch|bei ihnen|auch|noch|irgendwo|ein|eine|echte|echter|richtige)){0,4} (?:mensch(?:en)?|mitarbeiter|jemand)(?: (?:da|hier|echtes|erreichbar|am anderen ende))?(?=[^\\p{L}]*$)`,
      ),
      words(
        '(?:möchte|will|muss)(?: mich)?(?: hier)? beschweren(?=[^\\p{L}]*$)|(?:möchte|will|muss) mich beschweren(?=[^\\p{L}]*$)|wo kann ich mich beschweren(?=[^\\p{L}]*$)',
      ),
    ],
    noBot: words(
      `(?:kein(?:e|en|em)?|nicht|ohne|statt|genug von|schluss mit)(?: (?:mit|mehr|vo[nm]|einem?|einer|einen|dem|der|den|diesem|dieser|diesen|blöden|dummen|so)){0,3} ${DE_BOT}(?=[^\\p{L}]*$| (?:bitte|mehr|sprechen|reden|chatten|schreiben|haben|antworten|kommunizieren|sondern|zu))|keine (?:automatischen|maschinellen|automatisierten) (?:antworten|nachrichten)`,
    ),
    declines: words(
      `(?:kein(?:e|en|em)?|nicht|ohne)(?: (?:mit|zu|an|einem?|einer|einen|eine|den|dem|ihrem?|echten|weiteren)){0,3} (?:${DE_PERSON}|jemandem|person)`,
    ),
  },
  ...EUROPE,
  ...ASIA,
}
