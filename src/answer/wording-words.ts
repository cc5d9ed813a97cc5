import { ASIA } from './wording-words-asia.ts'

/** What the AI says by itself while it has the conversation, by language. */
export interface Words {
  /** We need details before we can answer. */
  clarify: string
  /** Asked for a person where the settings want the AI to try first. */
  offer: string
  /** Before a list of articles that are equally likely. */
  which: string
  greeting: string
  thanks: string
  /** An answer was taken in, or nothing more is wanted. */
  noted: string
  /** Nothing has been asked yet. */
  about: string
  /** Who the customer is talking to; `{name}` is what the AI calls itself. */
  who: string
}

export const CATALOGUE: Record<string, Words> = {
  en: {
    clarify: 'Could you tell me a little more about what you need, so that I can find the right answer?',
    offer:
      'I can pass you on to a colleague. May I try to help you first? Tell me what it is about, or just ask for a person again.',
    which: 'I can help with these. Which one do you mean?',
    greeting: 'Hello! How can I help you?',
    thanks: 'You are welcome! If there is anything else, just write.',
    noted: 'All right. If there is anything else, just write.',
    about: 'What is it about?',
    who: 'I am {name}, an AI that answers questions for the team. Ask me something, or ask for a person, and I will pass you on.',
  },
  de: {
    clarify: 'Können Sie mir etwas genauer sagen, worum es geht, damit ich die richtige Antwort finde?',
    offer:
      'Ich kann Sie gern an unser Team weitergeben. Darf ich es zuerst versuchen? Sagen Sie mir, worum es geht, oder fragen Sie einfach noch einmal nach einem Menschen.',
    which: 'Dazu kann ich helfen. Was meinen Sie?',
    greeting: 'Hallo! Wie kann ich Ihnen helfen?',
    thanks: 'Gern geschehen! Wenn noch etwas ist, schreiben Sie einfach.',
    noted: 'Alles klar. Wenn noch etwas ist, schreiben Sie einfach.',
    about: 'Worum geht es?',
    who: 'Ich bin {name}, eine KI, die Fragen für das Team beantwortet. Fragen Sie mich etwas oder fragen Sie nach einem Menschen, dann gebe ich Sie weiter.',
  },
  fr: {
    clarify: 'Pouvez-vous me donner un peu plus de détails, afin que je trouve la bonne réponse ?',
    offer:
      "Je peux vous mettre en relation avec un collègue. Puis-je d'abord essayer de vous aider ? Dites-moi de quoi il s'agit, ou redemandez simplement une personne.",
    which: 'Je peux vous aider sur ces sujets. Lequel voulez-vous dire ?',
    greeting: 'Bonjour ! Comment puis-je vous aider ?',
    thanks: "Avec plaisir ! Si vous avez besoin d'autre chose, écrivez-moi.",
    noted: "Très bien. Si vous avez besoin d'autre chose, écrivez-moi.",
    about: "De quoi s'agit-il ?",
    who: "Je suis {name}, une IA qui répond aux questions pour l'équipe. Posez-moi une question, ou demandez une personne, et je vous mettrai en relation.",
  },
  es: {
    clarify: '¿Podría darme algunos detalles más para que encuentre la respuesta correcta?',
    offer:
      'Puedo pasarle con un compañero. ¿Me permite intentar ayudarle primero? Dígame de qué se trata o pida de nuevo hablar con una persona.',
    which: 'Puedo ayudarle con esto. ¿A cuál se refiere?',
    greeting: '¡Hola! ¿En qué puedo ayudarle?',
    thanks: '¡De nada! Si necesita algo más, escríbame.',
    noted: 'De acuerdo. Si necesita algo más, escríbame.',
    about: '¿De qué se trata?',
    who: 'Soy {name}, una IA que responde preguntas para el equipo. Pregúnteme algo o pida hablar con una persona y le paso.',
  },
  it: {
    clarify: 'Può darmi qualche dettaglio in più, così che io possa trovare la risposta giusta?',
    offer:
      'Posso passarla a un collega. Posso prima provare ad aiutarla io? Mi dica di che cosa si tratta, oppure chieda di nuovo di una persona.',
    which: 'Posso aiutarla con questi argomenti. Quale intende?',
    greeting: 'Buongiorno! Come posso aiutarla?',
    thanks: 'Prego! Se serve altro, scriva pure.',
    noted: 'Va bene. Se serve altro, scriva pure.',
    about: 'Di che cosa si tratta?',
    who: "Sono {name}, un'IA che risponde alle domande per il team. Mi chieda qualcosa, oppure chieda di una persona e la passo.",
  },
  pt: {
    clarify: 'Poderia dar mais alguns detalhes, para que eu encontre a resposta certa?',
    offer:
      'Posso encaminhar a conversa a um colega. Posso tentar ajudar primeiro? Diga-me do que se trata ou peça novamente para falar com uma pessoa.',
    which: 'Posso ajudar com estes assuntos. A qual se refere?',
    greeting: 'Olá! Como posso ajudar?',
    thanks: 'De nada! Se precisar de mais alguma coisa, é só escrever.',
    noted: 'Muito bem. Se precisar de mais alguma coisa, é só escrever.',
    about: 'De que se trata?',
    who: 'Sou {name}, uma IA que responde a perguntas pela equipa. Pergunte-me algo ou peça para falar com uma pessoa e eu encaminho.',
  },
  nl: {
    clarify: 'Kunt u iets meer vertellen over uw vraag, zodat ik het juiste antwoord kan vinden?',
    offer:
      'Ik kan u doorgeven aan een collega. Mag ik eerst proberen te helpen? Vertel me waar het om gaat, of vraag nog een keer naar een medewerker.',
    which: 'Hiermee kan ik helpen. Wat bedoelt u?',
    greeting: 'Hallo! Waarmee kan ik u helpen?',
    thanks: 'Graag gedaan! Als er nog iets is, schrijf dan gerust.',
    noted: 'Goed. Als er nog iets is, schrijf dan gerust.',
    about: 'Waar gaat het over?',
    who: 'Ik ben {name}, een AI die voor het team vragen beantwoordt. Stel me een vraag, of vraag naar een medewerker, dan geef ik u door.',
  },
  pl: {
    clarify: 'Czy mogę prosić o kilka szczegółów, żeby znaleźć właściwą odpowiedź?',
    offer:
      'Mogę przekazać rozmowę osobie z zespołu. Czy mogę najpierw spróbować pomóc? Proszę napisać, o co chodzi, albo jeszcze raz poprosić o rozmowę z człowiekiem.',
    which: 'Mogę pomóc w tych sprawach. O którą chodzi?',
    greeting: 'Dzień dobry! W czym mogę pomóc?',
    thanks: 'Cała przyjemność po mojej stronie! W razie pytań proszę pisać.',
    noted: 'Dobrze. W razie pytań proszę pisać.',
    about: 'O co chodzi?',
    who: 'Nazywam się {name} i jestem sztuczną inteligencją, która odpowiada na pytania w imieniu zespołu. Proszę zadać pytanie albo poprosić o rozmowę z człowiekiem.',
  },
  sv: {
    clarify: 'Kan du berätta lite mer om vad det gäller, så att jag hittar rätt svar?',
    offer:
      'Jag kan lämna över till en kollega. Får jag försöka hjälpa dig först? Berätta vad det gäller, eller be om en person igen.',
    which: 'Det här kan jag hjälpa till med. Vilket menar du?',
    greeting: 'Hej! Vad kan jag hjälpa dig med?',
    thanks: 'Varsågod! Hör av dig om det är något mer.',
    noted: 'Bra. Hör av dig om det är något mer.',
    about: 'Vad gäller det?',
    who: 'Jag är {name}, en AI som svarar på frågor åt teamet. Fråga mig något, eller be om en person, så lämnar jag över.',
  },
  da: {
    clarify: 'Kan du fortælle lidt mere om, hvad det drejer sig om, så jeg kan finde det rigtige svar?',
    offer:
      'Jeg kan give dig videre til en kollega. Må jeg prøve at hjælpe først? Fortæl, hvad det drejer sig om, eller bed om en person igen.',
    which: 'Det her kan jeg hjælpe med. Hvad mener du?',
    greeting: 'Hej! Hvad kan jeg hjælpe med?',
    thanks: 'Det var så lidt! Skriv endelig, hvis der er andet.',
    noted: 'Godt. Skriv endelig, hvis der er andet.',
    about: 'Hvad drejer det sig om?',
    who: 'Jeg er {name}, en AI, der svarer på spørgsmål for teamet. Spørg mig om noget, eller bed om en person, så giver jeg dig videre.',
  },
  tr: {
    clarify: 'Doğru yanıtı bulabilmem için biraz daha ayrıntı verebilir misiniz?',
    offer:
      'Sizi bir ekip arkadaşıma aktarabilirim. Önce ben yardımcı olmayı deneyebilir miyim? Konuyu yazın ya da yeniden bir yetkili isteyin.',
    which: 'Bu konularda yardımcı olabilirim. Hangisini kastediyorsunuz?',
    greeting: 'Merhaba! Nasıl yardımcı olabilirim?',
    thanks: 'Rica ederim! Başka bir konu olursa yazmanız yeterli.',
    noted: 'Tamam. Başka bir konu olursa yazmanız yeterli.',
    about: 'Konu nedir?',
    who: 'Ben {name}, ekip adına soruları yanıtlayan bir yapay zekâyım. Bana bir soru sorun ya da bir yetkili isteyin, sizi aktarayım.',
  },
  ru: {
    clarify: 'Расскажите, пожалуйста, немного подробнее, чтобы я нашёл правильный ответ.',
    offer:
      'Я могу передать разговор коллеге. Можно сначала я попробую помочь? Напишите, в чём вопрос, или ещё раз попросите человека.',
    which: 'Я могу помочь с этим. Что вы имеете в виду?',
    greeting: 'Здравствуйте! Чем могу помочь?',
    thanks: 'Пожалуйста! Если будут ещё вопросы, пишите.',
    noted: 'Хорошо. Если будут ещё вопросы, пишите.',
    about: 'В чём ваш вопрос?',
    who: 'Меня зовут {name}, я ИИ и отвечаю на вопросы от имени команды. Задайте вопрос или попросите человека, и я передам разговор.',
  },
  uk: {
    clarify: 'Розкажіть, будь ласка, трохи докладніше, щоб знайти правильну відповідь.',
    offer:
      'Я можу передати розмову колезі. Можна спершу спробую допомогти? Напишіть, у чому питання, або ще раз попросіть людину.',
    which: 'Я можу допомогти з цим. Що ви маєте на увазі?',
    greeting: 'Вітаю! Чим можу допомогти?',
    thanks: 'Будь ласка! Якщо будуть ще запитання, пишіть.',
    noted: 'Добре. Якщо будуть ще запитання, пишіть.',
    about: 'У чому ваше питання?',
    who: 'Мене звати {name}, я ШІ й відповідаю на запитання від імені команди. Поставте запитання або попросіть людину, і я передам розмову.',
  },
  ...ASIA,
}
