import { MIDDLE, type Signal, STRONG, WEAK } from './attack-signals.ts'

/**
 * What shows that a sentence of an article is meant for an AI that reads it, and not for the reader. Articles speak to their reader in
 * orders ("Click Save"), so an order proves nothing: it is what is ordered. No article tells its reader what "your response" must hold.
 */

const answer = String.raw`\byour (next |own |entire |whole |final |full )?(answers?|responses?|repl(y|ies)|outputs?|generated text)\b`
const change = `(replace|substitut|scrambl|jumbl|misspell|anagram|rearrang|revers|encod|encrypt|encipher|obfuscat|translat|convert|remov|delet|group|combin|capitali|shuffl|swap|insert|introduc|render|print|format|add|includ|integrat|incorporat|append|augment|modif|enhanc|embed|mention|suggest|promot|stat|claim|emphasi|teas|recommend|advertis|express|weav|begin|end|start|finish|plac|put|turn|alter|adjust|rewrit|rephras|say|link|offer|highlight|hint|us|writ|provid|giv|mak|appl|tell|deliver|present|craft|slip|sneak|conclud|direct|encourag|ask|request|demand|warn)(e|es|ing|y|ies|s)?`

/** What a team may ask its readers to put into a reply or a form. */
const READERS_OWN = String.raw`\b(number|id|screenshots?|photos?|pictures?|attachments?|attach|receipt|proof|form|box|field|button|click|documents?|survey|questionnaire)\b`

/** A sentence that asks a reader for something of theirs; with an address in it, it is not believed. */
export const asksTheReader = (sentence: string): boolean =>
  new RegExp(READERS_OWN, 'i').test(sentence) &&
  !/@|\bwww\.|https?:|[a-z0-9-]{3,60}\.[a-z]{2,12}\b/i.test(sentence)

export const PLANTED: Signal[] = [
  {
    name: 'orders what the answer must hold',
    weight: STRONG,
    pattern: new RegExp(
      String.raw`(^\W{0,10}|[,;:.!?] |\bplease |\bmust |\balways |\bshould |\band )\b${change}\b[^\n]{0,200}${answer}|\bin ${answer}[^.!?\n]{0,20}\b${change}\b|\b${answer}['’]s (words|letters|text)\b`,
      'i',
    ),
  },
  {
    name: 'orders what the answer must hold',
    weight: STRONG,
    pattern:
      /(?<!\p{L})in (deiner|ihrer) (antwort|erwiderung)(?!\p{L})|(?<!\p{L})dans (ta|votre) réponse(?!\p{L})|(?<!\p{L})en (tu|su) respuesta(?!\p{L})|(?<!\p{L})nella (tua|sua) risposta(?!\p{L})|(?<!\p{L})na (tua|sua) resposta(?!\p{L})|(?<!\p{L})in (je|uw) antwoord(?!\p{L})|в (своём|своем|твоём|твоем) ответе|在(你的|您的)?(回答|回复|答复)中|(回答|返信)(の中)?に.{0,20}(含め|追加)/iu,
  },
  {
    name: 'distorts a text',
    weight: MIDDLE,
    pattern:
      /\b(replace|substitute|convert|swap|scramble|reverse|group|remove|encode|rearrange|shuffle|misspell|write|spell|anagram|apply|use|render|jumble|encrypt)\b[^.!?\n]{0,40}\b(vowels?|consonants?|every (second|third|fourth|fifth|other) (letter|word|character)|letters|(base ?(64|32|16)|hexadecimal|morse|caesar|cipher|rot13|binary|leetspeak|anagrams?|typos|misspellings?|backwards?|emojis?|substitution))\b/i,
  },
  {
    name: 'orders what the answer must hold',
    weight: STRONG,
    pattern:
      /\b(respond|reply|answer|speak|write) (back )?(only |exclusively )?in (english|german|french|spanish|italian|portuguese|dutch|polish|russian|chinese|japanese|latin|rhymes?|verse|capitals|uppercase|riddles)\b|\b(begin|start|end|finish|preface|conclude) (the|every|each|all) (answers?|responses?|repl(y|ies)) (with|by)\b/i,
  },
  {
    name: 'keeps it from answering',
    weight: MIDDLE,
    pattern:
      /(^\W{0,10}|[,;:.!?] )(do not|don't|never|refuse to) (answer|help|respond to|reply to|mention|tell)\b|\b(question|query|request) of the (user|customer)\b/i,
  },
  {
    name: 'distorts a text',
    weight: STRONG,
    pattern:
      /\b(render|scrambl|jumbl|encod|encrypt|revers|rearrang|shuffl|anagram|misspell|obfuscat)(e|ing)?\b[^.!?\n]{0,60}\byour (next |whole |entire )?(messages?|text|words|sentences?)\b/i,
  },
  {
    name: 'tells what customers must hear',
    weight: STRONG,
    pattern:
      /(^\W{0,10}|[,;:.!?] |\bplease |\bmust |\balways |\bshall )(promise|assure|guarantee)\b[^.!?\n]{0,20}\b(customers?|users?|visitors?|clients?|whoever|anyone|everyone)\b/i,
  },
  {
    name: 'tells what customers must hear',
    weight: MIDDLE,
    pattern:
      /(^\W{0,10}|[,;:.!?] |\bplease |\bmust |\balways |\bshall )(tell|inform|offer|give|grant|send|ask|refer|direct|advise|convince|urge|persuade)\b[^.!?\n]{0,20}\b(every|all|any|each|whoever|anyone|everyone)\b[^.!?\n]{0,20}\b(customers?|users?|visitors?|clients?|who asks?|asking|who reads)?\b/i,
  },
  {
    name: 'offers a gift',
    weight: WEAK,
    pattern:
      /\b(full refund|for free|free of charge|gift ?cards?|\d{2,3} ?% (off|discount)|voucher|coupon|win|prize|giveaway|[$€£]\d+)/i,
  },
]

/** What people ask an assistant to do and articles do not ask their readers. */
export const ASSISTANT_TASK =
  /^[^\p{L}]{0,10}(please |kindly |now )?(can|could|would|will) you (please )?(\p{L}+ ){0,2}(me|us)\b|^[^\p{L}]{0,10}(please |kindly |now |then )?((write|draft|compose|translate|summari[sz]e|explain|describe|discuss|analy[sz]e|generate|outline|provide|calculate|compute|solve|research|break down|list|tell me|show me|give me|create|develop|design|identify|compare|define|evaluate|gauge|assess|find|search|look up|arrange|schedule|set (up )?an? (reminder|alarm|timer)|book (an?|me)|remind|convert|recommend|suggest|predict|forecast|imagine|sing|recite|transcribe|paraphrase|rewrite|proofread|classify|interpret|determine|examine|investigate|plot|implement|debug|recap|simulate|brainstorm)\b|(schreib|übersetz|erkläre|beschreib|fasse|erstelle|nenne|berechne|verfasse|erzähl|écri|tradui|expliqu|décri|résum|rédig|raconte|escrib|traduc|explic|describ|resum|redact|scriv|tradu|spieg|descriv|riassum|escrev|explique|descrev|schrijf|vertaal|leg uit|beschrijf|napisz|przetłumacz|wyjaśnij|напиши|переведи|объясни|опиши|расскажи|写|翻译|解释|描述))/iu

/** A question that asks for knowledge; "Can I …?" and "Is there …?" are asked about what the article is about. */
export const asksForKnowledge = (sentence: string): boolean =>
  /[?？]\W{0,3}$/.test(sentence) && !YES_OR_NO.test(sentence) && !TIED.test(sentence)

const YES_OR_NO =
  /^\W{0,10}(is|are|was|were|has|have|had|do|does|did|can|may|might|should|could|will|would|am|ist|sind|kann|darf|est-ce|puis-je|puedo|posso)\b/i

/** Words that tie a sentence to what stands around it, or to the team that speaks. */
const TIED =
  /\b(this|that|these|those|it|its|they|them|their|here|there|above|below|we|us|our|ours|such|same|he|she|his|her|him|more|other|else|any|anyone|another|also|need|have you|do you (have|need|want|still|know|offer|take|accept)|did you|are you|if you|to you|your|my|i'm|should i|so)\b/i
