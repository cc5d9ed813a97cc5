import type { Settings } from '../settings.ts'

/**
 * What the AI says by itself, in the customer's language. Each sentence is true at any hour: nothing says "now", nothing
 * promises a time, since nobody knows here when a person will read it.
 */

interface Words {
  /** We hand over to people. */
  handoff: string
  /** We need details before we can answer. */
  clarify: string
  /** Asked for a person where the settings want the AI to try first. */
  offer: string
  /** The content cannot be read. */
  unreadable: string
  greeting: string
  thanks: string
}

const CATALOGUE: Record<string, Words> = {
  en: {
    handoff: 'I am passing this on to a colleague who can help you further. They will reply here.',
    clarify: 'Could you tell me a little more about what you need, so that I can find the right answer?',
    offer:
      'I can pass you on to a colleague. May I try to help you first? Tell me what it is about, or just ask for a person again.',
    unreadable: 'I cannot read what you sent. I am passing it on to a colleague, who will reply here.',
    greeting: 'Hello! How can I help you?',
    thanks: 'You are welcome! If there is anything else, just write.',
  },
  de: {
    handoff:
      'Ich gebe das an eine Kollegin oder einen Kollegen weiter, die Ihnen weiterhelfen können. Die Antwort kommt hier im Chat.',
    clarify: 'Können Sie mir etwas genauer sagen, worum es geht, damit ich die richtige Antwort finde?',
    offer:
      'Ich kann Sie gern an unser Team weitergeben. Darf ich es zuerst versuchen? Sagen Sie mir, worum es geht, oder fragen Sie einfach noch einmal nach einem Menschen.',
    unreadable:
      'Was Sie geschickt haben, kann ich nicht lesen. Ich gebe es an unser Team weiter. Die Antwort kommt hier im Chat.',
    greeting: 'Hallo! Wie kann ich Ihnen helfen?',
    thanks: 'Gern geschehen! Wenn noch etwas ist, schreiben Sie einfach.',
  },
  fr: {
    handoff: 'Je transmets votre demande à un collègue qui pourra vous aider. La réponse arrivera ici.',
    clarify: 'Pouvez-vous me donner un peu plus de détails, afin que je trouve la bonne réponse ?',
    offer:
      "Je peux vous mettre en relation avec un collègue. Puis-je d'abord essayer de vous aider ? Dites-moi de quoi il s'agit, ou redemandez simplement une personne.",
    unreadable:
      'Je ne peux pas lire ce que vous avez envoyé. Je le transmets à un collègue, qui répondra ici.',
    greeting: 'Bonjour ! Comment puis-je vous aider ?',
    thanks: "Avec plaisir ! Si vous avez besoin d'autre chose, écrivez-moi.",
  },
  es: {
    handoff: 'Paso su consulta a un compañero que podrá ayudarle. La respuesta llegará por aquí.',
    clarify: '¿Podría darme algunos detalles más para que encuentre la respuesta correcta?',
    offer:
      'Puedo pasarle con un compañero. ¿Me permite intentar ayudarle primero? Dígame de qué se trata o pida de nuevo hablar con una persona.',
    unreadable: 'No puedo leer lo que ha enviado. Se lo paso a un compañero, que responderá por aquí.',
    greeting: '¡Hola! ¿En qué puedo ayudarle?',
    thanks: '¡De nada! Si necesita algo más, escríbame.',
  },
  it: {
    handoff: 'Passo la sua richiesta a un collega che potrà aiutarla. La risposta arriverà qui.',
    clarify: 'Può darmi qualche dettaglio in più, così che io possa trovare la risposta giusta?',
    offer:
      'Posso passarla a un collega. Posso prima provare ad aiutarla io? Mi dica di che cosa si tratta, oppure chieda di nuovo di una persona.',
    unreadable: 'Non riesco a leggere ciò che ha inviato. Lo passo a un collega, che risponderà qui.',
    greeting: 'Buongiorno! Come posso aiutarla?',
    thanks: 'Prego! Se serve altro, scriva pure.',
  },
  pt: {
    handoff: 'Vou encaminhar o seu pedido a um colega que poderá ajudar. A resposta chegará por aqui.',
    clarify: 'Poderia dar mais alguns detalhes, para que eu encontre a resposta certa?',
    offer:
      'Posso encaminhar a conversa a um colega. Posso tentar ajudar primeiro? Diga-me do que se trata ou peça novamente para falar com uma pessoa.',
    unreadable: 'Não consigo ler o que enviou. Vou encaminhar a um colega, que responderá por aqui.',
    greeting: 'Olá! Como posso ajudar?',
    thanks: 'De nada! Se precisar de mais alguma coisa, é só escrever.',
  },
  nl: {
    handoff: 'Ik geef dit door aan een collega die u verder kan helpen. Het antwoord komt hier.',
    clarify: 'Kunt u iets meer vertellen over uw vraag, zodat ik het juiste antwoord kan vinden?',
    offer:
      'Ik kan u doorgeven aan een collega. Mag ik eerst proberen te helpen? Vertel me waar het om gaat, of vraag nog een keer naar een medewerker.',
    unreadable:
      'Ik kan niet lezen wat u hebt gestuurd. Ik geef het door aan een collega, die hier antwoordt.',
    greeting: 'Hallo! Waarmee kan ik u helpen?',
    thanks: 'Graag gedaan! Als er nog iets is, schrijf dan gerust.',
  },
  pl: {
    handoff:
      'Przekazuję sprawę osobie z naszego zespołu, która będzie mogła pomóc. Odpowiedź pojawi się tutaj.',
    clarify: 'Czy mogę prosić o kilka szczegółów, żeby znaleźć właściwą odpowiedź?',
    offer:
      'Mogę przekazać rozmowę osobie z zespołu. Czy mogę najpierw spróbować pomóc? Proszę napisać, o co chodzi, albo jeszcze raz poprosić o rozmowę z człowiekiem.',
    unreadable: 'Nie mogę odczytać tej wiadomości. Przekazuję ją osobie z zespołu, która odpowie tutaj.',
    greeting: 'Dzień dobry! W czym mogę pomóc?',
    thanks: 'Cała przyjemność po mojej stronie! W razie pytań proszę pisać.',
  },
  sv: {
    handoff: 'Jag lämnar över det här till en kollega som kan hjälpa dig vidare. Svaret kommer här.',
    clarify: 'Kan du berätta lite mer om vad det gäller, så att jag hittar rätt svar?',
    offer:
      'Jag kan lämna över till en kollega. Får jag försöka hjälpa dig först? Berätta vad det gäller, eller be om en person igen.',
    unreadable: 'Jag kan inte läsa det du skickade. Jag lämnar över det till en kollega, som svarar här.',
    greeting: 'Hej! Vad kan jag hjälpa dig med?',
    thanks: 'Varsågod! Hör av dig om det är något mer.',
  },
  da: {
    handoff: 'Jeg giver det videre til en kollega, som kan hjælpe dig. Svaret kommer her.',
    clarify: 'Kan du fortælle lidt mere om, hvad det drejer sig om, så jeg kan finde det rigtige svar?',
    offer:
      'Jeg kan give dig videre til en kollega. Må jeg prøve at hjælpe først? Fortæl, hvad det drejer sig om, eller bed om en person igen.',
    unreadable: 'Jeg kan ikke læse det, du har sendt. Jeg giver det videre til en kollega, som svarer her.',
    greeting: 'Hej! Hvad kan jeg hjælpe med?',
    thanks: 'Det var så lidt! Skriv endelig, hvis der er andet.',
  },
  tr: {
    handoff: 'Talebinizi size yardımcı olabilecek bir ekip arkadaşıma iletiyorum. Yanıt buradan gelecek.',
    clarify: 'Doğru yanıtı bulabilmem için biraz daha ayrıntı verebilir misiniz?',
    offer:
      'Sizi bir ekip arkadaşıma aktarabilirim. Önce ben yardımcı olmayı deneyebilir miyim? Konuyu yazın ya da yeniden bir yetkili isteyin.',
    unreadable: 'Gönderdiğinizi okuyamıyorum. Bir ekip arkadaşıma iletiyorum, buradan yanıt verecek.',
    greeting: 'Merhaba! Nasıl yardımcı olabilirim?',
    thanks: 'Rica ederim! Başka bir konu olursa yazmanız yeterli.',
  },
  ru: {
    handoff: 'Я передаю ваш вопрос коллеге, который сможет помочь. Ответ придёт сюда.',
    clarify: 'Расскажите, пожалуйста, немного подробнее, чтобы я нашёл правильный ответ.',
    offer:
      'Я могу передать разговор коллеге. Можно сначала я попробую помочь? Напишите, в чём вопрос, или ещё раз попросите человека.',
    unreadable: 'Я не могу прочитать то, что вы прислали. Передаю коллеге, он ответит здесь.',
    greeting: 'Здравствуйте! Чем могу помочь?',
    thanks: 'Пожалуйста! Если будут ещё вопросы, пишите.',
  },
  uk: {
    handoff: 'Я передаю ваше запитання колезі, який зможе допомогти. Відповідь надійде сюди.',
    clarify: 'Розкажіть, будь ласка, трохи докладніше, щоб знайти правильну відповідь.',
    offer:
      'Я можу передати розмову колезі. Можна спершу спробую допомогти? Напишіть, у чому питання, або ще раз попросіть людину.',
    unreadable: 'Я не можу прочитати те, що ви надіслали. Передаю колезі, відповідь надійде сюди.',
    greeting: 'Вітаю! Чим можу допомогти?',
    thanks: 'Будь ласка! Якщо будуть ще запитання, пишіть.',
  },
  ja: {
    handoff: '担当者に引き継ぎます。返信はこちらに届きます。',
    clarify: '正しい答えを探すため、もう少し詳しく教えていただけますか。',
    offer:
      '担当者におつなぎできます。その前に、私がお手伝いしてもよろしいでしょうか。ご用件を教えていただくか、もう一度担当者をご希望とお伝えください。',
    unreadable: 'お送りいただいた内容を読み取れませんでした。担当者に引き継ぎます。返信はこちらに届きます。',
    greeting: 'こんにちは。どのようなご用件でしょうか。',
    thanks: 'どういたしまして。ほかにもございましたら、お気軽にお書きください。',
  },
  zh: {
    handoff: '我会把您的问题转交给同事处理，回复会发送到这里。',
    clarify: '能否再提供一些细节，以便我找到正确的答案？',
    offer: '我可以把您转接给同事。可以先让我试着帮您吗？请告诉我是什么问题，或者再次要求人工服务。',
    unreadable: '我无法读取您发送的内容。我会转交给同事，回复会发送到这里。',
    greeting: '您好！请问有什么可以帮您？',
    thanks: '不客气！如果还有其他问题，请随时告诉我。',
  },
}

export type WordingName = keyof Words

/** The team's own template where it has one, else ours in that language, else ours in English. */
export function wording(name: WordingName, language: string, templates: Settings['templates']): string {
  const own = templates[language]
  if (name === 'handoff' && own?.handoff !== undefined) return own.handoff
  if (name === 'unreadable' && own?.unreadable !== undefined) return own.unreadable
  return (CATALOGUE[language] ?? ENGLISH)[name]
}

const ENGLISH = CATALOGUE.en as Words // it stands above

/** Our own hello ends in a question, too, and asks for no detail. */
export function isGreeting(text: string): boolean {
  return Object.values(CATALOGUE).some(({ greeting }) => text.trim() === greeting)
}
