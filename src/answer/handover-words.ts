import { ASIA } from './handover-words-asia.ts'

/**
 * What the customer is told around a handoff, by language. Nothing says "now" and nothing promises a time, except when the team is
 * back, which its office hours say. `{when}` and `{what}` stand where their names say; `{when}` follows a colon or stands in brackets,
 * so that no language has to bend it.
 */
export interface HandoverWords {
  /** We hand over to people. */
  handoff: string
  /** The same while nobody of the team is there, with and without a time. */
  outside: string
  outsideUnknown: string
  /** Nobody has come yet: shall the AI go on? */
  noPickup: string
  /** The content cannot be read, and a person gets it; or the customer may say it in words. */
  unreadable: string
  unreadableAsk: string
  whatYouSent: string
  /** The AI is back, and nothing was asked but for a person. */
  resume: string
}

export const HANDOVER: Record<string, HandoverWords> = {
  en: {
    handoff: 'I am passing this on to a colleague who can help you further. They will reply here.',
    outside:
      'I am passing this on to our team, who are away at the moment (back: {when}). They will reply here.',
    outsideUnknown:
      'I am passing this on to our team, who are away at the moment. They will reply here once they are back.',
    noPickup:
      'Nobody from the team has been free so far; your question keeps its place with them. Shall I try to help you in the meantime? Just answer “yes”.',
    unreadable: 'I cannot read {what}. I am passing it on to a colleague, who will reply here.',
    unreadableAsk:
      'I cannot read {what}. Could you tell me in words what it is about? Or ask for a person, and I will pass you on.',
    whatYouSent: 'what you sent',
    resume: 'Of course. What can I help you with?',
  },
  de: {
    handoff:
      'Ich gebe das an eine Kollegin oder einen Kollegen weiter, die Ihnen weiterhelfen können. Die Antwort kommt hier im Chat.',
    outside:
      'Ich gebe das an unser Team weiter, das gerade nicht da ist (wieder da: {when}). Die Antwort kommt hier im Chat.',
    outsideUnknown:
      'Ich gebe das an unser Team weiter, das gerade nicht da ist. Die Antwort kommt hier im Chat, sobald es wieder da ist.',
    noPickup:
      'Bisher war niemand aus dem Team frei; Ihre Frage behält dort ihren Platz. Soll ich in der Zwischenzeit versuchen, Ihnen zu helfen? Antworten Sie einfach mit „Ja“.',
    unreadable:
      'Das kann ich nicht lesen: {what}. Ich gebe es an unser Team weiter. Die Antwort kommt hier im Chat.',
    unreadableAsk:
      'Das kann ich nicht lesen: {what}. Können Sie mir in Worten sagen, worum es geht? Oder fragen Sie nach einem Menschen, dann gebe ich Sie weiter.',
    whatYouSent: 'was Sie geschickt haben',
    resume: 'Gern. Wobei kann ich Ihnen helfen?',
  },
  fr: {
    handoff: 'Je transmets votre demande à un collègue qui pourra vous aider. La réponse arrivera ici.',
    outside:
      "Je transmets votre demande à notre équipe, absente pour l'instant (de retour : {when}). La réponse arrivera ici.",
    outsideUnknown:
      "Je transmets votre demande à notre équipe, absente pour l'instant. La réponse arrivera ici à son retour.",
    noPickup:
      "Personne de l'équipe n'a encore pu se libérer ; votre demande garde sa place. Voulez-vous que j'essaie de vous aider en attendant ? Répondez simplement « oui ».",
    unreadable: 'Je ne peux pas lire ceci : {what}. Je le transmets à un collègue, qui répondra ici.',
    unreadableAsk:
      "Je ne peux pas lire ceci : {what}. Pouvez-vous me dire avec des mots de quoi il s'agit ? Ou demandez une personne, et je vous mettrai en relation.",
    whatYouSent: 'ce que vous avez envoyé',
    resume: 'Bien sûr. Comment puis-je vous aider ?',
  },
  es: {
    handoff: 'Paso su consulta a un compañero que podrá ayudarle. La respuesta llegará por aquí.',
    outside:
      'Paso su consulta a nuestro equipo, que en este momento no está (de vuelta: {when}). La respuesta llegará por aquí.',
    outsideUnknown:
      'Paso su consulta a nuestro equipo, que en este momento no está. La respuesta llegará por aquí a su vuelta.',
    noPickup:
      'Hasta ahora nadie del equipo ha quedado libre; su consulta conserva su lugar. ¿Quiere que intente ayudarle mientras tanto? Responda simplemente «sí».',
    unreadable: 'No puedo leer esto: {what}. Se lo paso a un compañero, que responderá por aquí.',
    unreadableAsk:
      'No puedo leer esto: {what}. ¿Puede decirme con palabras de qué se trata? O pida hablar con una persona y le paso.',
    whatYouSent: 'lo que ha enviado',
    resume: 'Por supuesto. ¿En qué puedo ayudarle?',
  },
  it: {
    handoff: 'Passo la sua richiesta a un collega che potrà aiutarla. La risposta arriverà qui.',
    outside:
      'Passo la sua richiesta al nostro team, che al momento non c’è (di ritorno: {when}). La risposta arriverà qui.',
    outsideUnknown:
      'Passo la sua richiesta al nostro team, che al momento non c’è. La risposta arriverà qui al suo ritorno.',
    noPickup:
      'Finora nessuno del team si è liberato; la sua richiesta mantiene il suo posto. Vuole che intanto provi ad aiutarla io? Risponda semplicemente «sì».',
    unreadable: 'Non riesco a leggere questo: {what}. Lo passo a un collega, che risponderà qui.',
    unreadableAsk:
      'Non riesco a leggere questo: {what}. Può dirmi a parole di che cosa si tratta? Oppure chieda di una persona e la passo.',
    whatYouSent: 'ciò che ha inviato',
    resume: 'Certo. Come posso aiutarla?',
  },
  pt: {
    handoff: 'Vou encaminhar o seu pedido a um colega que poderá ajudar. A resposta chegará por aqui.',
    outside:
      'Vou encaminhar o seu pedido à nossa equipa, que de momento não está (de volta: {when}). A resposta chegará por aqui.',
    outsideUnknown:
      'Vou encaminhar o seu pedido à nossa equipa, que de momento não está. A resposta chegará por aqui no regresso.',
    noPickup:
      'Até agora ninguém da equipa ficou livre; o seu pedido mantém o lugar. Quer que eu tente ajudar entretanto? Basta responder «sim».',
    unreadable: 'Não consigo ler isto: {what}. Vou encaminhar a um colega, que responderá por aqui.',
    unreadableAsk:
      'Não consigo ler isto: {what}. Pode dizer-me por palavras do que se trata? Ou peça para falar com uma pessoa e eu encaminho.',
    whatYouSent: 'o que enviou',
    resume: 'Claro. Em que posso ajudar?',
  },
  nl: {
    handoff: 'Ik geef dit door aan een collega die u verder kan helpen. Het antwoord komt hier.',
    outside:
      'Ik geef dit door aan ons team, dat er op dit moment niet is (weer terug: {when}). Het antwoord komt hier.',
    outsideUnknown:
      'Ik geef dit door aan ons team, dat er op dit moment niet is. Het antwoord komt hier zodra het terug is.',
    noPickup:
      'Tot nu toe was niemand van het team vrij; uw vraag houdt haar plaats. Zal ik intussen proberen u te helpen? Antwoord gewoon met “ja”.',
    unreadable: 'Dit kan ik niet lezen: {what}. Ik geef het door aan een collega, die hier antwoordt.',
    unreadableAsk:
      'Dit kan ik niet lezen: {what}. Kunt u in woorden zeggen waar het om gaat? Of vraag naar een medewerker, dan geef ik u door.',
    whatYouSent: 'wat u hebt gestuurd',
    resume: 'Natuurlijk. Waarmee kan ik u helpen?',
  },
  pl: {
    handoff:
      'Przekazuję sprawę osobie z naszego zespołu, która będzie mogła pomóc. Odpowiedź pojawi się tutaj.',
    outside:
      'Przekazuję sprawę naszemu zespołowi, którego w tej chwili nie ma (z powrotem: {when}). Odpowiedź pojawi się tutaj.',
    outsideUnknown:
      'Przekazuję sprawę naszemu zespołowi, którego w tej chwili nie ma. Odpowiedź pojawi się tutaj po jego powrocie.',
    noPickup:
      'Jak dotąd nikt z zespołu nie był wolny; sprawa zachowuje swoje miejsce. Czy mam w tym czasie spróbować pomóc? Wystarczy odpisać „tak”.',
    unreadable: 'Nie mogę tego odczytać: {what}. Przekazuję to osobie z zespołu, która odpowie tutaj.',
    unreadableAsk:
      'Nie mogę tego odczytać: {what}. Czy można opisać słowami, o co chodzi? Można też poprosić o rozmowę z człowiekiem.',
    whatYouSent: 'przesłana treść',
    resume: 'Oczywiście. W czym mogę pomóc?',
  },
  sv: {
    handoff: 'Jag lämnar över det här till en kollega som kan hjälpa dig vidare. Svaret kommer här.',
    outside:
      'Jag lämnar över det här till vårt team, som inte är på plats just nu (tillbaka: {when}). Svaret kommer här.',
    outsideUnknown:
      'Jag lämnar över det här till vårt team, som inte är på plats just nu. Svaret kommer här när det är tillbaka.',
    noPickup:
      'Hittills har ingen i teamet varit ledig; din fråga behåller sin plats. Ska jag försöka hjälpa dig under tiden? Svara bara ”ja”.',
    unreadable: 'Det här kan jag inte läsa: {what}. Jag lämnar över det till en kollega, som svarar här.',
    unreadableAsk:
      'Det här kan jag inte läsa: {what}. Kan du säga med ord vad det gäller? Eller be om en person, så lämnar jag över.',
    whatYouSent: 'det du skickade',
    resume: 'Självklart. Vad kan jag hjälpa dig med?',
  },
  da: {
    handoff: 'Jeg giver det videre til en kollega, som kan hjælpe dig. Svaret kommer her.',
    outside:
      'Jeg giver det videre til vores team, som ikke er her i øjeblikket (tilbage: {when}). Svaret kommer her.',
    outsideUnknown:
      'Jeg giver det videre til vores team, som ikke er her i øjeblikket. Svaret kommer her, når det er tilbage.',
    noPickup:
      'Indtil nu har ingen fra teamet været ledig; dit spørgsmål beholder sin plads. Skal jeg prøve at hjælpe imens? Svar blot »ja«.',
    unreadable: 'Det her kan jeg ikke læse: {what}. Jeg giver det videre til en kollega, som svarer her.',
    unreadableAsk:
      'Det her kan jeg ikke læse: {what}. Kan du sige med ord, hvad det drejer sig om? Eller bed om en person, så giver jeg dig videre.',
    whatYouSent: 'det, du sendte',
    resume: 'Selvfølgelig. Hvad kan jeg hjælpe med?',
  },
  tr: {
    handoff: 'Talebinizi size yardımcı olabilecek bir ekip arkadaşıma iletiyorum. Yanıt buradan gelecek.',
    outside: 'Talebinizi şu anda burada olmayan ekibimize iletiyorum (dönüş: {when}). Yanıt buradan gelecek.',
    outsideUnknown:
      'Talebinizi şu anda burada olmayan ekibimize iletiyorum. Döndüklerinde yanıt buradan gelecek.',
    noPickup:
      'Şimdiye kadar ekipten kimse müsait olmadı; sorunuz sırasını koruyor. Bu arada ben yardımcı olmayı deneyeyim mi? “Evet” yazmanız yeterli.',
    unreadable: 'Bunu okuyamıyorum: {what}. Bir ekip arkadaşıma iletiyorum, buradan yanıt verecek.',
    unreadableAsk:
      'Bunu okuyamıyorum: {what}. Konuyu kelimelerle anlatabilir misiniz? Ya da bir yetkili isteyin, sizi aktarayım.',
    whatYouSent: 'gönderdiğiniz içerik',
    resume: 'Elbette. Nasıl yardımcı olabilirim?',
  },
  ru: {
    handoff: 'Я передаю ваш вопрос коллеге, который сможет помочь. Ответ придёт сюда.',
    outside:
      'Я передаю ваш вопрос нашей команде, которой сейчас нет на месте (снова на месте: {when}). Ответ придёт сюда.',
    outsideUnknown:
      'Я передаю ваш вопрос нашей команде, которой сейчас нет на месте. Ответ придёт сюда, когда она вернётся.',
    noPickup:
      'Пока никто из команды не освободился; ваш вопрос сохраняет своё место. Попробовать помочь вам тем временем? Просто ответьте «да».',
    unreadable: 'Я не могу это прочитать: {what}. Передаю коллеге, он ответит здесь.',
    unreadableAsk:
      'Я не могу это прочитать: {what}. Можете сказать словами, о чём речь? Или попросите человека, и я передам разговор.',
    whatYouSent: 'то, что вы прислали',
    resume: 'Конечно. Чем могу помочь?',
  },
  uk: {
    handoff: 'Я передаю ваше запитання колезі, який зможе допомогти. Відповідь надійде сюди.',
    outside:
      'Я передаю ваше запитання нашій команді, якої зараз немає на місці (знову на місці: {when}). Відповідь надійде сюди.',
    outsideUnknown:
      'Я передаю ваше запитання нашій команді, якої зараз немає на місці. Відповідь надійде сюди, коли вона повернеться.',
    noPickup:
      'Поки ніхто з команди не звільнився; ваше запитання зберігає своє місце. Спробувати допомогти вам тим часом? Просто дайте відповідь «так».',
    unreadable: 'Я не можу це прочитати: {what}. Передаю колезі, відповідь надійде сюди.',
    unreadableAsk:
      'Я не можу це прочитати: {what}. Можете сказати словами, про що йдеться? Або попросіть людину, і я передам розмову.',
    whatYouSent: 'те, що ви надіслали',
    resume: 'Звичайно. Чим можу допомогти?',
  },
  ...ASIA,
}
