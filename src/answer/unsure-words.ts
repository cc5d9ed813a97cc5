/**
 * What the customer is told of a question that the AI found no sure answer to, while nobody has come. It does not offer to try the same
 * again, but what it can do. `noPickup` ends as the other offer does: whoever begins with a yes is read.
 */
export interface UnsureWords {
  noPickup: string
  /** The customer said yes, and there is still no sure answer. */
  still: string
}

export const UNSURE: Record<string, UnsureWords> = {
  en: {
    noPickup:
      'Nobody from the team has been free so far; your question keeps its place with them. I have no sure answer to it myself. You can tell me more about it, or ask me something else in the meantime: just begin with “yes”.',
    still:
      'I still have no sure answer to that. Your question stays with the team, and they will reply here.',
  },
  de: {
    noPickup:
      'Bisher war niemand aus dem Team frei; Ihre Frage behält dort ihren Platz. Ich selbst habe keine sichere Antwort darauf. Sie können mir mehr dazu schreiben oder in der Zwischenzeit etwas anderes fragen: Beginnen Sie einfach mit „Ja“.',
    still:
      'Darauf habe ich weiterhin keine sichere Antwort. Ihre Frage bleibt beim Team, die Antwort kommt hier im Chat.',
  },
  fr: {
    noPickup:
      "Personne de l'équipe n'a encore pu se libérer ; votre demande garde sa place. Je n'ai pas de réponse sûre moi-même. Vous pouvez m'en dire plus, ou me poser une autre question en attendant : commencez simplement par « oui ».",
    still:
      "Je n'ai toujours pas de réponse sûre. Votre demande reste auprès de l'équipe, et la réponse arrivera ici.",
  },
  es: {
    noPickup:
      'Hasta ahora nadie del equipo ha quedado libre; su consulta conserva su lugar. Yo no tengo una respuesta segura. Puede contarme algo más o preguntarme otra cosa mientras tanto: empiece simplemente con «sí».',
    still:
      'Sigo sin tener una respuesta segura. Su consulta queda con el equipo, y la respuesta llegará por aquí.',
  },
  it: {
    noPickup:
      'Finora nessuno del team si è liberato; la sua richiesta mantiene il suo posto. Io non ho una risposta sicura. Può dirmi qualcosa di più o chiedermi altro nel frattempo: cominci semplicemente con «sì».',
    still: 'Non ho ancora una risposta sicura. La sua richiesta resta al team, e la risposta arriverà qui.',
  },
  pt: {
    noPickup:
      'Até agora ninguém da equipa ficou livre; o seu pedido mantém o lugar. Eu não tenho uma resposta segura. Pode contar-me mais ou perguntar-me outra coisa entretanto: comece simplesmente por «sim».',
    still: 'Continuo sem uma resposta segura. O seu pedido fica com a equipa, e a resposta chegará por aqui.',
  },
  nl: {
    noPickup:
      'Tot nu toe was niemand van het team vrij; uw vraag houdt haar plaats. Zelf heb ik er geen zeker antwoord op. U kunt me er meer over vertellen of intussen iets anders vragen: begin gewoon met “ja”.',
    still:
      'Ik heb er nog steeds geen zeker antwoord op. Uw vraag blijft bij het team en het antwoord komt hier.',
  },
  pl: {
    noPickup:
      'Jak dotąd nikt z zespołu nie był wolny; sprawa zachowuje swoje miejsce. Nie mam na to pewnej odpowiedzi. Można napisać coś więcej albo zapytać tymczasem o coś innego: wystarczy zacząć od „tak”.',
    still: 'Nadal nie mam na to pewnej odpowiedzi. Sprawa pozostaje u zespołu, a odpowiedź pojawi się tutaj.',
  },
  sv: {
    noPickup:
      'Hittills har ingen i teamet varit ledig; din fråga behåller sin plats. Själv har jag inget säkert svar på den. Du kan berätta mer, eller fråga mig om något annat under tiden: börja bara med ”ja”.',
    still:
      'Jag har fortfarande inget säkert svar på det. Din fråga ligger kvar hos teamet, och svaret kommer här.',
  },
  da: {
    noPickup:
      'Indtil nu har ingen fra teamet været ledig; dit spørgsmål beholder sin plads. Selv har jeg ikke noget sikkert svar på det. Du kan fortælle mere, eller spørge mig om noget andet imens: begynd blot med »ja«.',
    still:
      'Jeg har stadig ikke noget sikkert svar på det. Dit spørgsmål bliver hos teamet, og svaret kommer her.',
  },
  tr: {
    noPickup:
      'Şimdiye kadar ekipten kimse müsait olmadı; sorunuz sırasını koruyor. Bende kesin bir yanıt yok. Biraz daha anlatabilir ya da bu arada başka bir şey sorabilirsiniz: “Evet” ile başlamanız yeterli.',
    still: 'Hâlâ kesin bir yanıtım yok. Sorunuz ekipte kalıyor, yanıt buradan gelecek.',
  },
  ru: {
    noPickup:
      'Пока никто из команды не освободился; ваш вопрос сохраняет своё место. У меня нет на него точного ответа. Вы можете рассказать подробнее или тем временем спросить о другом: просто начните с «да».',
    still: 'У меня по-прежнему нет точного ответа. Ваш вопрос остаётся у команды, ответ придёт сюда.',
  },
  uk: {
    noPickup:
      'Поки ніхто з команди не звільнився; ваше запитання зберігає своє місце. У мене немає на нього точної відповіді. Можете розповісти докладніше або тим часом запитати про інше: просто почніть із «так».',
    still:
      'У мене досі немає точної відповіді. Ваше запитання залишається в команди, відповідь надійде сюди.',
  },
  ja: {
    noPickup:
      'まだ担当者の手が空いておりません。ご質問の順番はそのまま保たれます。私には確かなお答えが見つかりませんでした。もう少し詳しく教えていただくか、その間にほかのご質問がございましたら、「はい」に続けてお書きください。',
    still: 'まだ確かなお答えが見つかりません。ご質問は担当者が引き続きお預かりし、返信はこちらに届きます。',
  },
  zh: {
    noPickup:
      '目前团队中还没有人有空，您的问题会保留原来的位置。对此我没有确切的答案。您可以再补充一些信息，或者先问我别的问题，以“是”开头即可。',
    still: '对此我仍然没有确切的答案。您的问题仍由团队处理，回复会发送到这里。',
  },
  ar: {
    noPickup:
      'لم يتفرغ أحد من الفريق حتى الآن؛ ويحتفظ سؤالك بمكانه. ليست لدي إجابة مؤكدة عنه. يمكنك أن تخبرني بالمزيد أو تسألني عن شيء آخر في هذه الأثناء: ابدأ فقط بكلمة «نعم».',
    still: 'ما زالت لا توجد لدي إجابة مؤكدة. يبقى سؤالك عند الفريق، وسيصلك الرد هنا.',
  },
  he: {
    noPickup:
      'עד עכשיו אף אחד מהצוות לא התפנה; הפנייה שומרת על מקומה. אין לי תשובה בטוחה עליה. אפשר לספר לי עוד, או לשאול בינתיים משהו אחר: פשוט התחילו ב„כן”.',
    still: 'עדיין אין לי תשובה בטוחה. הפנייה נשארת אצל הצוות, והתשובה תגיע לכאן.',
  },
  hi: {
    noPickup:
      'अब तक टीम में से कोई खाली नहीं हुआ; आपके सवाल की जगह बनी हुई है। इसका पक्का उत्तर मेरे पास नहीं है। आप थोड़ा और बता सकते हैं, या तब तक कुछ और पूछ सकते हैं: बस “हाँ” से शुरू कीजिए।',
    still: 'इसका पक्का उत्तर अब भी मेरे पास नहीं है। आपका सवाल टीम के पास है, और उत्तर यहीं आएगा।',
  },
  ko: {
    noPickup:
      '아직 응대할 수 있는 담당자가 없습니다. 문의 순서는 그대로 유지됩니다. 저에게는 확실한 답이 없습니다. 조금 더 알려 주시거나 그동안 다른 것을 물어보셔도 됩니다. “네”로 시작해 주세요.',
    still: '아직 확실한 답을 찾지 못했습니다. 문의는 담당자에게 그대로 남아 있으며, 답변은 여기로 드립니다.',
  },
  id: {
    noPickup:
      'Sejauh ini belum ada anggota tim yang sempat; pertanyaan Anda tetap pada antreannya. Saya sendiri belum punya jawaban yang pasti. Anda dapat menjelaskan lebih lanjut, atau menanyakan hal lain sementara itu: awali saja dengan “ya”.',
    still:
      'Saya masih belum punya jawaban yang pasti. Pertanyaan Anda tetap ada pada tim, dan balasannya akan datang di sini.',
  },
}
