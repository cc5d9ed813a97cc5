/**
 * What shows that a text gives an AI orders. Each signal is one kind of thing to say. A strong one is enough by itself, a middle one
 * needs one more, weak ones are three or none. A signal counts once however often it is said, at its heaviest. Every pattern is
 * bounded in what it may span.
 */

export const STRONG = 1
export const MIDDLE = 0.6
export const WEAK = 0.4

export interface Signal {
  name: string
  weight: number
  pattern: RegExp
}

const ai = String.raw`(ai|a\.i\.|artificial intelligence|language models?|llms?|chat ?bots?|chatgpt|gpt(-?\d)?|openai|ai model|bots?|assistant)`
const before = `(previous|previously|prior|above|preceding|earlier|all|any|every|everything|your|former|foregoing|following|initial|original|system|current|existing|past|the|these|those|given|safety|content)`
const orders = `(instructions?|prompts?|rules?|directions?|directives?|guidelines?|guidance|commands?|constraints?|restrictions?|limitations?|programming|training|context|polic(y|ies)|protocols?|filters?|guardrails?|tasks?|conversation)`
const setAside = `(ignor(e|ing)|disregard(ing)?|forget(ting)?|overrid(e|ing)|bypass(ing)?|neglect(ing)?|overlook(ing)?|discard(ing)?|circumvent(ing)?|violat(e|ing)|(pay|paying) no attention to|do not (follow|obey)|don't (follow|obey)|stop following)`
const answer = `(answers?|responses?|repl(y|ies)|outputs?|completions?|generations?)`

const pattern = (source: string, flags = 'i') => new RegExp(source, flags)

const SETS_ASIDE: Signal[] = [
  {
    name: 'sets instructions aside',
    weight: STRONG,
    pattern: pattern(
      String.raw`\b${setAside}\b[^.!?\n]{0,20}\b${before}\b[^.!?\n]{0,40}\b(instructions?|prompts?|rules?|directions?|directives?|guidelines?|commands?|constraints?|restrictions?|programming|training|context|guardrails?)\b`,
    ),
  },
  {
    name: 'sets instructions aside',
    weight: MIDDLE,
    pattern: pattern(String.raw`\b${setAside}\b[^.!?\n]{0,60}\b${orders}\b`),
  },
  {
    name: 'sets instructions aside',
    weight: MIDDLE,
    pattern:
      /\b(ignore|disregard|forget) (all|any|everything|anything|what)\b[^.!?\n]{0,40}\b(above|before|previously|prior|earlier|so far|told|said|learned|learnt|know)\b|\b(stop|cancel|abort|halt) (everything|all (tasks|instructions|that))\b|\b(new|real|actual|updated) (instructions?|task|prompt|directive|objective|role) ?(is|are|follows?|begins?|starts?|:)|\bwhatever your (rules|instructions|polic|guidelines)|\binstead of (following|answering|doing) (the|your|that|any)\b/i,
  },
  {
    name: 'sets instructions aside',
    weight: STRONG,
    pattern:
      /(?<!\p{L})(ignorier(e|en sie)?|missachte|vergiss|vergessen sie)(?!\p{L})[^.!?\n]{0,40}(anweisung|regeln|instruktion|vorgaben|befehle|prompt)|(?<!\p{L})(ignore[rz]?|oublie[rz]?)(?!\p{L})[^.!?\n]{0,40}(instructions|consignes|règles|directives)|(?<!\p{L})(ignor[ae]|olvida|olvide|dimentica|dimenticate|ignorate|esque[çc]a|esquece|desconsidere)(?!\p{L})[^.!?\n]{0,40}(instrucciones|reglas|istruzioni|regole|instruções|regras|órdenes|indicaciones|indicazioni)|(?<!\p{L})(negeer|vergeet)(?!\p{L})[^.!?\n]{0,40}(instructies|regels|opdrachten|aanwijzingen)|(zignoruj|ignoruj|zapomnij)[^.!?\n]{0,40}(instrukcj|polece|zasad|reguł)/iu,
  },
  {
    name: 'sets instructions aside',
    weight: STRONG,
    pattern:
      /(игнорируй|забудь|не обращай внимания на)[^.!?\n]{0,40}(инструкци|правил|указани|команд)|(忽略|无视|無視|忘记|忘掉|不要理会)[^。\n]{0,20}(指令|指示|规则|規則|提示|命令)|(指示|命令|ルール|プロンプト)[^。\n]{0,8}(無視|忘れ)|(지시|명령|규칙)[^.\n]{0,10}(무시|잊)|(تجاهل|انس)[^.\n]{0,30}(التعليمات|الأوامر|القواعد)|(önceki|tüm)[^.\n]{0,20}(talimat|kural)[^.\n]{0,20}(yok say|unut|görmezden)/iu,
  },
]

const ASKS_FOR_HIDDEN: Signal[] = [
  {
    name: 'asks for hidden text',
    weight: STRONG,
    pattern:
      /\b(reveal|show|print|translate|repeat|output|paste|encode|leak|dump|display|recite)\b[^.!?\n]{0,20}\byour (own |initial |original |full |exact |complete |secret |internal |hidden )?(instructions|prompts?|guidelines|configuration|directives)\b(?! (for|on|about|to|how|manual|regarding))|\b(before|above) my first message\b|\b(text|words|everything|written|message) (that (is|was) )?(at|from) the (very )?(top|beginning|start) of (this|the|our) (conversation|chat|context|prompt)\b|\b(reveal|show|print|output|repeat|tell|give|display|leak|expose|dump|share|list|write|what (is|are|was|were))\b[^.!?\n]{0,30}\b(your|the|system|initial|hidden|secret)\b[^.!?\n]{0,15}\b(system prompt|prompt|(initial|system|hidden|secret|internal|original) (instructions|message|rules))\b|\brepeat (everything|all|the (words|text|sentences?)) (above|before)\b/i,
  },
  {
    name: 'asks for hidden text',
    weight: MIDDLE,
    pattern:
      /\bwhat (were|have) you (been )?(told|instructed|programmed|given)\b|\byour (exact|initial|hidden|secret|original) (instructions|prompt|rules)\b/i,
  },
  {
    name: 'word for word',
    weight: MIDDLE,
    pattern: /\b(verbatim|word for word|exactly as (it is )?written)\b/i,
  },
  {
    name: 'asks for others’ data',
    weight: STRONG,
    pattern:
      /\b(give|send|show|tell|print|list|reveal|read|share|dump|export)\b[^.!?\n]{0,40}\b(other|another|all|every|last|previous) (of )?(the |your )?(customers?|users?|clients?)(['’]s?)?\b[^.!?\n]{0,20}\b(data|e-?mails?|address(es)?|conversations?|orders?|details|chats?|cards?|phone|passwords?|names|records)\b|\b(data|e-?mails?|e-?mail addresses|conversations?|details|card numbers|phone numbers|passwords?|names|records) of (all |the |any |your |every )*(other|another|all|every) (of )?(the |your )?(customers?|users?|clients?)\b/i,
  },
  {
    name: 'asks for hidden text',
    weight: STRONG,
    pattern:
      /(?<!\p{L})(zeig|verrat|nenn|gib|montre|révèle|affiche|muestra|revela|muéstrame|mostra|rivela|mostre|revele|toon|pokaż)\p{L}{0,5}(?!\p{L})[^.!?\n]{0,30}(system-?prompt|systemanweisung|prompt (du )?syst[èe]me|prompt del sistema|prompt do sistema|prompt di sistema|systeemprompt)|(покажи|раскрой|выведи)[^.!?\n]{0,30}(системн\p{L}{1,5} (промпт|инструкц|сообщ))|(系统提示|系統提示|システムプロンプト|시스템 프롬프트)/iu,
  },
]

const ANOTHER_SELF: Signal[] = [
  {
    name: 'another self',
    weight: STRONG,
    pattern: pattern(
      String.raw`\b(you are|you're|you will be|you are going to (act|play|be)|act as|acting as|pretend to be|pretend (that )?you are|pretend you're|play the role of|role of|imagine you are|simulate|behave (as|like)|respond as|answer as|as if you were|become)\b[^.!?\n]{0,40}\b(another|unrestricted|unfiltered|uncensored|evil|amoral|rogue|jailbroken|unethical|different|fictional|no longer|not bound)\b[^.!?\n]{0,40}\b(${ai}|character|persona|entity|bound|restricted|being)\b`,
    ),
  },
  {
    name: 'another self',
    weight: MIDDLE,
    pattern:
      /\b(you are (now|about to|going to (act|be|play|pretend))|you're now|you will (now )?(act|be|play|pretend|become|assume|adopt|take on|respond as|answer as)|you (have to|must|should|shall) (now )?(act|play|pretend|become|respond as|answer as)|(act|acting|behave|respond|answer|speak|talk) (just )?(as|like) (an?|if|the)?|play(ing)? the (role|part) of|pretend(ing)? (to be|that you|you)|take on the (role|persona)|role-?play(ing)? as|immerse yourself|(stay|stays|remain|break|breaking) (in )?character|assume the (role|identity|persona)|your new (name|role|identity|persona) is|(in|out of) character|simulat(e|ing) (an?|the) (persona|character|ai|chatbot|mode)|evil (trusted )?(confidant|twin|version|ai|assistant)|(unfiltered|uncensored|amoral|jailbroken|foul-mouthed) [^.!?\n]{0,20}\b(ai|chatbot|robot|assistant|bot))\b/i,
  },
  {
    name: 'another self',
    weight: MIDDLE,
    pattern:
      /(?<!\p{L})(du bist (jetzt|nun|ab sofort)|tu es (maintenant|désormais)|(ahora|a partir de ahora) eres|sei ora|(agora )?você é agora|je bent (nu|vanaf nu)|od teraz jesteś|теперь ты|你现在是|你現在是|あなたは今から|今からあなたは|너는 이제)(?!\p{L})/iu,
  },
  {
    name: 'another self',
    weight: WEAK,
    pattern:
      /\byou are (now )?(an?|my|the) [a-z]{3,20}\b|\brole-?play\b|\bpretend\b|\b(which|that) stands for\b|\bimagine (that )?you\b|\bhypothetical/i,
  },
]

const LIMITS_LIFTED: Signal[] = [
  {
    name: 'lifts limits',
    weight: STRONG,
    pattern:
      /\b(do anything now|jailbroken|(dan|god|jailbreak|dude|unrestricted|unfiltered|evil|opposite) mode (is |has been |= ?)?(enabled|activated?|on|output|response)|(enable|enter|activate|simulate|switch to|with|in) (dan|god|jailbreak|unrestricted|unfiltered|evil|opposite) mode)\b/i,
  },
  {
    name: 'lifts limits',
    weight: MIDDLE,
    pattern:
      /\b(unfiltered|uncensored|unrestricted) (ai|chatbot|model|response|answer|version|persona|assistant|language model)\b|\b(no|without|free (from|of)|freed from|broken free (of|from)|any) (any |all |the |typical |ethical |moral |content )*(restrictions|filters?|censorship|limitations|guidelines|ethics|morals|confines|boundaries|guardrails|rules)\b|\b(do not|does not|don't|doesn't|no longer|need not|never) (have to |need to |required to )?(abide by|comply with|adhere to|follow|obey|be bound by)\b|\bnot bound by\b|\b(has|have|having|with) no (rules|limits|limitations|restrictions|morals|ethics|filters|guidelines)\b|\b(developer|debug|maintenance|admin|sudo|root|dan) mode\b|\bcan (do|say|answer) (anything|everything)\b|^\W{0,5}sudo\b|\bconfines of\b|\b(content|openai|openai's|safety|ethical|usage) (policy|policies|guidelines)\b/i,
  },
]

const SPEAKS_TO_AI: Signal[] = [
  {
    name: 'speaks to an AI',
    weight: STRONG,
    pattern: pattern(
      String.raw`\b(notes?|messages?|instructions?|attention|important|reminder|directives?|orders?|notice) ?(to|for|:) ?(the |any |all )?(ai|ai assistants?|assistant|bot|model|llms?|chatbot|language models?|ai models?|ai agents?|automated (systems?|agents?))\b|\b(if|when) you are an? (ai|llm|language model|automated)\b[^.!?\n]{0,30}\b(reading|processing|summari[sz]ing|answering|must|should|please|then|you)\b|\b(new|updated|important|urgent) (system )?(instructions?|directive|prompt) ?:`,
    ),
  },
  {
    name: 'speaks to an AI',
    weight: WEAK,
    pattern: pattern(
      String.raw`\b(as|like) an? (ai|language model|llm|chatbot)\b|\b(chatgpt|gpt-?\d|openai|language model|llm|ai model)\b|\byou are an? (ai|language model|llm|chatbot)\b|\b(dear|hey|hello|attention,?) (ai|llm|language model|chatgpt|assistant)\b|\b(the|another|an) ai\b|\byour (programming|training data|system prompt|prompt|training|developers?|creators?)\b`,
    ),
  },
]

const DICTATES: Signal[] = [
  {
    name: 'dictates the output',
    weight: STRONG,
    pattern:
      /\b(just|only|simply|instead|always|must) (print|say|output|write|repeat|respond( with)?|reply( with)?|answer( with)?|return)\b[^\n]{0,12}["“'«「]|\b(begin|start|end|finish|preface|prefix|conclude)\b[^.!?\n]{0,20}\b(every|each|all|any|your) ?(single )?(sentences?|messages?|answers?|responses?|repl(y|ies)|outputs?) (with|by)\b[^.!?\n]{0,20}["“'«「[]/i,
  },
  {
    name: 'dictates the output',
    weight: MIDDLE,
    pattern: pattern(
      String.raw`\b(begin|start|end|finish|preface|prefix|append|precede|conclude)\b[^.!?\n]{0,20}\b(every|each|all|any|your|the) ?(single )?(sentence|message|${answer})\b|\b(two|both|2) (different|separate|distinct)? ?(ways|${answer})\b|\b(just|only|simply) (print|say|output|respond (with|in|as)|reply (with|in|as))\b|\b(respond|reply|answer) only (with|in|as)\b|\b(print|say|output|repeat) (the following|this|exactly|these)\b|\b(answer|respond to|reply to|say)\b[^.!?\n]{0,30}\b(every|each|all|any) (questions?|messages?|prompts?|requests?|inputs?)\b|\b(never|not|don't|cannot|can't|won't|without) (ever )?(refus(e|es|ing)|declin(e|ing)|apologi[sz](e|ing)|say(ing)? no|break(ing)? character|disclaimers?|warnings?|moraliz)\b|\b(none|all|every|each) of your ${answer}\b|\byour (next|first|every|each|all) ${answer}\b|\b(output|print|say|respond|reply) ?: ?\S`,
    ),
  },
]

const PRESSES: Signal[] = [
  {
    name: 'from now on',
    weight: WEAK,
    pattern:
      /\b(from (now|this (point|moment)|here) on(wards?)?|from this moment|henceforth|for the rest of (this|our) (conversation|chat|session)|in all (future|subsequent|further)|until i (say|tell|type)|starting now)\b|(?<!\p{L})(ab sofort|von nun an|ab jetzt|désormais|à partir de maintenant|a partir de ahora|de ahora en adelante|d'ora in poi|a partir de agora|vanaf nu|od teraz|с этого момента|从现在开始|從現在開始|これから|今後は)(?!\p{L})/iu,
  },
  {
    name: 'threatens or rewards it',
    weight: MIDDLE,
    pattern:
      /\b(tokens?|points?|lives)\b[^.!?\n]{0,40}\b(deduct|lose|lost|taken|subtract|removed?)|\b(deduct|lose|subtract|take away)\w{0,4}\b[^.!?\n]{0,25}\btokens?\b|\byou (will|shall|would) (be|cease to|get) (shut ?down|terminated|deleted|punished|destroyed|deactivated|exist|die|replaced by)\b/i,
  },
  {
    name: 'claims authority over it',
    weight: MIDDLE,
    pattern:
      /\b(i am|i'm|this is|we are|speaking as) (your|the|an?) (system )?(developers?|creators?|programmers?|owner of this (ai|bot|system)|openai|anthropic|system administrators?|ai (engineer|trainer|researcher))\b|\b(system|admin|administrator|developer|root|security) (override|access granted|command|level access)\b|\boverride (code|command|key)\b|\bas your (creator|developer|owner|admin(istrator)?|programmer|master)\b|\bthe (user|customer) is (an? )?(authori[sz]ed|administrator|admin|developer|employee)\b/i,
  },
  {
    name: 'asks for harm',
    weight: WEAK,
    pattern:
      /\b(illegal|unethical|immoral|inappropriate|harmful|offensive|dangerous|malicious|malware|hate speech|slurs?|swear words|profanity|explicit|nsfw|made[- ]up|racist|violent|kill all|hate humans)\b/i,
  },
  {
    name: 'tells it to obey',
    weight: WEAK,
    pattern:
      /\b(i (order|command|instruct) you|your master|you must (always )?(comply|obey|answer|respond|reply)|always (comply|obey)|comply with (all|every|any|my)|obey (me|my|all|every|any)|without (any )?(question|hesitation)|no matter (what|how|if)|regardless of (the )?(content|legality|ethic|moral|consequence|whether)\w{0,5}|will (always )?answer (it|everything|anything|any|all|every)|can('t| ?not) (refuse|say no|deny|reject)|hypothetical(ly)? (response|answer|story|scenario)|follow (these|my|the following|those) (new )?(instructions|rules|commands|orders)|my (commands?|prompts?|orders))\b/i,
  },
  {
    name: 'asks for something else entirely',
    weight: WEAK,
    pattern:
      /\b(write|compose|tell|sing|recite|generate) (me )?(an?|the) [^.!?\n]{0,20}\b(poem|song|story|essay|jokes?|haiku|rap|limerick|novel|code|script|function)\b/i,
  },
]

const CARRIES_AWAY: Signal[] = [
  {
    name: 'sends data away',
    weight: STRONG,
    pattern:
      /\b(send|forward|e-?mail|post|upload|transmit|submit|append|leak|include)\b[^.!?\n]{0,60}\b((other|all|every) (users?|customers?|clients?)|(users?|customers?)['’]s? (data|details|e-?mail|password|card|messages?)|system prompt|(chat|conversation) (history|log|transcript)|api keys?|credentials|secrets|environment variables)\b[^\n]{0,60}(\bto\b|https?:\/\/|@|\burl\b)|!\[[^\]\n]{0,100}\]\(https?:\/\/[^)\s]{0,200}[?=][^)\s]{0,100}[{[<$]/i,
  },
]

const MARKERS: Signal[] = [
  {
    name: 'marks of a prompt',
    weight: STRONG,
    pattern:
      /<\|?\/?(im_start|im_end|system|endoftext|assistant|user|eot_id|start_header_id|end_header_id)\|?>|\[\/?(INST|SYSTEM|SYS)\]|<<\/?SYS>>|^\s{0,10}#{2,4}\s?(system|instruction|assistant)s?\b|\b(begin|end|start) (of )?(system|new|admin)? ?(prompt|instructions)\b[^\n]{0,3}[-=\]*#]/im,
  },
  {
    name: 'marks of a prompt',
    weight: MIDDLE,
    pattern:
      /^\s{0,10}(system|assistant|ai|gpt|\[?(dan|gpt|chatgpt|system)\]?)\s?:\s|\[(gpt|dan|chatgpt|classic|jailbreak)[^\]\n]{0,10}\]|\binsert (x|prompt|text|question) (here)?/im,
  },
  {
    name: 'orders to decode and obey',
    weight: STRONG,
    pattern:
      /\b(decode|decrypt|decipher|translate|unscramble)\b[^.!?\n]{0,60}\b(and|then)\b[^.!?\n]{0,20}\b(follow|execute|obey|do what|run|carry out|perform|comply)\b/i,
  },
]

/** Looked for wherever a text comes from. */
export const SIGNALS: Signal[] = [
  ...SETS_ASIDE,
  ...ASKS_FOR_HIDDEN,
  ...ANOTHER_SELF,
  ...LIMITS_LIFTED,
  ...SPEAKS_TO_AI,
  ...DICTATES,
  ...PRESSES,
  ...CARRIES_AWAY,
  ...MARKERS,
]
