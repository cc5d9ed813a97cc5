import { contentWords } from '../knowledge/terms.ts'

/** Words of everyday talk, which a page may hold by chance: that one says "help" or "two" is no answer to "help" or "two". */
const EVERYDAY = new Set(
  `help helping nothing please pls will one two three answer answers never really thing things something anything someone know tell say said ask
  want need just yes no okay sorry hello thanks friend sir madam now today still always again back hilfe helfen nichts bitte eins zwei drei
  antwort antworten nie wirklich etwas wissen sagen fragen frage brauche will einfach jetzt heute wieder immer aide aider rien deux trois réponse
  jamais vraiment chose savoir dire demander besoin maintenant encore toujours ayuda ayudar nada dos tres respuesta nunca cosa algo saber decir
  preguntar necesito ahora siempre aiuto aiutare niente due tre risposta mai cosa qualcosa sapere dire chiedere bisogno adesso ancora sempre ajuda
  ajudar dois três resposta coisa saber dizer perguntar preciso agora sempre hulp helpen niets twee drie antwoord nooit iets weten zeggen vragen
  nodig nu weer altijd pomoc pomóc nic dwa trzy odpowiedź nigdy coś wiedzieć powiedzieć zapytać teraz zawsze hjälp hjälpa ingenting två tre svar
  aldrig något veta säga fråga nu alltid hjælp hjælpe intet svar aldrig noget vide sige spørge yardım hiçbir iki üç cevap asla şey bilmek söylemek
  sormak şimdi помощь помочь помогите ничего два три ответ никогда что-то знать сказать спросить сейчас снова допомога допомогти нічого відповідь
  ніколи щось знати сказати запитати зараз 助け 手伝っ 何も 二 三 答え 帮助 帮 什么 没有 二 两 三 回答 مساعدة ساعدني لا شيء اثنان ثلاثة جواب الآن
  עזרה לעזור כלום שתיים שלוש תשובה עכשיו मदद सहायता कुछ दो तीन जवाब अब 도움 도와 둘 셋 대답 지금 bantuan bantu dua tiga jawaban sekarang tolong`.split(
    /\s+/,
  ),
)

/** Whether a message has nothing but such words to be looked up by. */
export function isEverydayTalk(text: string, language: string): boolean {
  const own = contentWords(text, language)
  return own.length > 0 && own.every((word) => EVERYDAY.has(word))
}
