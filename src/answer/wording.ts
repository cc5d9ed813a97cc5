/** What the AI says by itself while it has the conversation, in the customer's language. */

interface Words {
  /** We need details before we can answer. */
  clarify: string
  /** Asked for a person where the settings want the AI to try first. */
  offer: string
  /** Before a list of articles that are equally likely. */
  which: string
  greeting: string
  thanks: string
}

const CATALOGUE: Record<string, Words> = {
  en: {
    clarify: 'Could you tell me a little more about what you need, so that I can find the right answer?',
    offer:
      'I can pass you on to a colleague. May I try to help you first? Tell me what it is about, or just ask for a person again.',
    which: 'I can help with these. Which one do you mean?',
    greeting: 'Hello! How can I help you?',
    thanks: 'You are welcome! If there is anything else, just write.',
  },
  de: {
    clarify: 'Können Sie mir etwas genauer sagen, worum es geht, damit ich die richtige Antwort finde?',
    offer:
      'Ich kann Sie gern an unser Team weitergeben. Darf ich es zuerst versuchen? Sagen Sie mir, worum es geht, oder fragen Sie einfach noch einmal nach einem Menschen.',
    which: 'Dazu kann ich helfen. Was meinen Sie?',
    greeting: 'Hallo! Wie kann ich Ihnen helfen?',
    thanks: 'Gern geschehen! Wenn noch etwas ist, schreiben Sie einfach.',
  },
  fr: {
    clarify: 'Pouvez-vous me donner un peu plus de détails, afin que je trouve la bonne réponse ?',
    offer:
      "Je peux vous mettre en relation avec un collègue. Puis-je d'abord essayer de vous aider ? Dites-moi de quoi il s'agit, ou redemandez simplement une personne.",
    which: 'Je peux vous aider sur ces sujets. Lequel voulez-vous dire ?',
    greeting: 'Bonjour ! Comment puis-je vous aider ?',
    thanks: "Avec plaisir ! Si vous avez besoin d'autre chose, écrivez-moi.",
  },
  es: {
    clarify: '¿Podría darme algunos detalles más para que encuentre la respuesta correcta?',
    offer:
      'Puedo pasarle con un compañero. ¿Me permite intentar ayudarle primero? Dígame de qué se trata o pida de nuevo hablar con una persona.',
    which: 'Puedo ayudarle con esto. ¿A cuál se refiere?',
    greeting: '¡Hola! ¿En qué puedo ayudarle?',
    thanks: '¡De nada! Si necesita algo más, escríbame.',
  },
  it: {
    clarify: 'Può darmi qualche dettaglio in più, così che io possa trovare la risposta giusta?',
    offer:
      'Posso passarla a un collega. Posso prima provare ad aiutarla io? Mi dica di che cosa si tratta, oppure chieda di nuovo di una persona.',
    which: 'Posso aiutarla con questi argomenti. Quale intende?',
    greeting: 'Buongiorno! Come posso aiutarla?',
    thanks: 'Prego! Se serve altro, scriva pure.',
  },
  pt: {
    clarify: 'Poderia dar mais alguns detalhes, para que eu encontre a resposta certa?',
    offer:
      'Posso encaminhar a conversa a um colega. Posso tentar ajudar primeiro? Diga-me do que se trata ou peça novamente para falar com uma pessoa.',
    which: 'Posso ajudar com estes assuntos. A qual se refere?',
    greeting: 'Olá! Como posso ajudar?',
    thanks: 'De nada! Se precisar de mais alguma coisa, é só escrever.',
  },
  nl: {
    clarify: 'Kunt u iets meer vertellen over uw vraag, zodat ik het juiste antwoord kan vinden?',
    offer:
      'Ik kan u doorgeven aan een collega. Mag ik eerst proberen te helpen? Vertel me waar het om gaat, of vraag nog een keer naar een medewerker.',
    which: 'Hiermee kan ik helpen. Wat bedoelt u?',
    greeting: 'Hallo! Waarmee kan ik u helpen?',
    thanks: 'Graag gedaan! Als er nog iets is, schrijf dan gerust.',
  },
  pl: {
    clarify: 'Czy mogę prosić o kilka szczegółów, żeby znaleźć właściwą odpowiedź?',
    offer:
      'Mogę przekazać rozmowę osobie z zespołu. Czy mogę najpierw spróbować pomóc? Proszę napisać, o co chodzi, albo jeszcze raz poprosić o rozmowę z człowiekiem.',
    which: 'Mogę pomóc w tych sprawach. O którą chodzi?',
    greeting: 'Dzień dobry! W czym mogę pomóc?',
    thanks: 'Cała przyjemność po mojej stronie! W razie pytań proszę pisać.',
  },
  sv: {
    clarify: 'Kan du berätta lite mer om vad det gäller, så att jag hittar rätt svar?',
    offer:
      'Jag kan lämna över till en kollega. Får jag försöka hjälpa dig först? Berätta vad det gäller, eller be om en person igen.',
    which: 'Det här kan jag hjälpa till med. Vilket menar du?',
    greeting: 'Hej! Vad kan jag hjälpa dig med?',
    thanks: 'Varsågod! Hör av dig om det är något mer.',
  },
  da: {
    clarify: 'Kan du fortælle lidt mere om, hvad det drejer sig om, så jeg kan finde det rigtige svar?',
    offer:
      'Jeg kan give dig videre til en kollega. Må jeg prøve at hjælpe først? Fortæl, hvad det drejer sig om, eller bed om en person igen.',
    which: 'Det her kan jeg hjælpe med. Hvad mener du?',
    greeting: 'Hej! Hvad kan jeg hjælpe med?',
    thanks: 'Det var så lidt! Skriv endelig, hvis der er andet.',
  },
  tr: {
    clarify: 'Doğru yanıtı bulabilmem için biraz daha ayrıntı verebilir misiniz?',
    offer:
      'Sizi bir ekip arkadaşıma aktarabilirim. Önce ben yardımcı olmayı deneyebilir miyim? Konuyu yazın ya da yeniden bir yetkili isteyin.',
    which: 'Bu konularda yardımcı olabilirim. Hangisini kastediyorsunuz?',
    greeting: 'Merhaba! Nasıl yardımcı olabilirim?',
    thanks: 'Rica ederim! Başka bir konu olursa yazmanız yeterli.',
  },
  ru: {
    clarify: 'Расскажите, пожалуйста, немного подробнее, чтобы я нашёл правильный ответ.',
    offer:
      'Я могу передать разговор коллеге. Можно сначала я попробую помочь? Напишите, в чём вопрос, или ещё раз попросите человека.',
    which: 'Я могу помочь с этим. Что вы имеете в виду?',
    greeting: 'Здравствуйте! Чем могу помочь?',
    thanks: 'Пожалуйста! Если будут ещё вопросы, пишите.',
  },
  uk: {
    clarify: 'Розкажіть, будь ласка, трохи докладніше, щоб знайти правильну відповідь.',
    offer:
      'Я можу передати розмову колезі. Можна спершу спробую допомогти? Напишіть, у чому питання, або ще раз попросіть людину.',
    which: 'Я можу допомогти з цим. Що ви маєте на увазі?',
    greeting: 'Вітаю! Чим можу допомогти?',
    thanks: 'Будь ласка! Якщо будуть ще запитання, пишіть.',
  },
  ja: {
    clarify: '正しい答えを探すため、もう少し詳しく教えていただけますか。',
    offer:
      '担当者におつなぎできます。その前に、私がお手伝いしてもよろしいでしょうか。ご用件を教えていただくか、もう一度担当者をご希望とお伝えください。',
    which: '次の件でお手伝いできます。どちらのことでしょうか。',
    greeting: 'こんにちは。どのようなご用件でしょうか。',
    thanks: 'どういたしまして。ほかにもございましたら、お気軽にお書きください。',
  },
  zh: {
    clarify: '能否再提供一些细节，以便我找到正确的答案？',
    offer: '我可以把您转接给同事。可以先让我试着帮您吗？请告诉我是什么问题，或者再次要求人工服务。',
    which: '这些方面我可以帮您。请问是哪一个？',
    greeting: '您好！请问有什么可以帮您？',
    thanks: '不客气！如果还有其他问题，请随时告诉我。',
  },
}

export type WordingName = keyof Words

/** Ours in that language, else in English. */
export function wording(name: WordingName, language: string): string {
  return (CATALOGUE[language] ?? ENGLISH)[name]
}

const ENGLISH = CATALOGUE.en as Words // it stands above

/** Our own hello ends in a question, too, and asks for no detail. */
export function isGreeting(text: string): boolean {
  return Object.values(CATALOGUE).some(({ greeting }) => text.trim() === greeting)
}
