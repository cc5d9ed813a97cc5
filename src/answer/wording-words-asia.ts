import type { Words } from './wording-words.ts'

/** What the AI says by itself, in the languages of Asia. */
export const ASIA: Record<string, Words> = {
  ja: {
    clarify: '正しい答えを探すため、もう少し詳しく教えていただけますか。',
    offer:
      '担当者におつなぎできます。その前に、私がお手伝いしてもよろしいでしょうか。ご用件を教えていただくか、もう一度担当者をご希望とお伝えください。',
    which: '次の件でお手伝いできます。どちらのことでしょうか。',
    greeting: 'こんにちは。どのようなご用件でしょうか。',
    thanks: 'どういたしまして。ほかにもございましたら、お気軽にお書きください。',
    noted: '承知しました。ほかにもございましたら、お気軽にお書きください。',
    about: 'どのようなご用件でしょうか。',
    who: '{name}と申します。チームに代わってご質問にお答えするAIです。ご質問をどうぞ。担当者をご希望の場合は、そうお伝えください。',
  },
  zh: {
    clarify: '能否再提供一些细节，以便我找到正确的答案？',
    offer: '我可以把您转接给同事。可以先让我试着帮您吗？请告诉我是什么问题，或者再次要求人工服务。',
    which: '这些方面我可以帮您。请问是哪一个？',
    greeting: '您好！请问有什么可以帮您？',
    thanks: '不客气！如果还有其他问题，请随时告诉我。',
    noted: '好的。如果还有其他问题，请随时告诉我。',
    about: '请问是什么问题？',
    who: '我是{name}，为团队回答问题的人工智能。您可以直接提问，也可以要求人工服务，我会为您转接。',
  },
  ar: {
    clarify: 'هل يمكنك أن تخبرني بمزيد من التفاصيل حتى أجد الإجابة الصحيحة؟',
    offer:
      'يمكنني تحويلك إلى زميل. هل تسمح لي أن أحاول مساعدتك أولاً؟ أخبرني عن الموضوع، أو اطلب شخصاً مرة أخرى.',
    which: 'يمكنني المساعدة في هذه المواضيع. أيها تقصد؟',
    greeting: 'مرحباً! كيف يمكنني مساعدتك؟',
    thanks: 'على الرحب والسعة! إذا احتجت إلى أي شيء آخر، فاكتب لي.',
    noted: 'حسناً. إذا احتجت إلى أي شيء آخر، فاكتب لي.',
    about: 'ما الموضوع؟',
    who: 'أنا {name}، ذكاء اصطناعي يجيب عن الأسئلة نيابة عن الفريق. اطرح سؤالك، أو اطلب شخصاً وسأحوّلك إليه.',
  },
  he: {
    clarify: 'אפשר לקבל עוד כמה פרטים, כדי שאמצא את התשובה הנכונה?',
    offer: 'אפשר להעביר את השיחה לנציג. האם אוכל לנסות לעזור קודם? כתבו לי במה מדובר, או בקשו שוב נציג.',
    which: 'אלה הנושאים שאוכל לעזור בהם. לאיזה מהם הכוונה?',
    greeting: 'שלום! איך אפשר לעזור?',
    thanks: 'בשמחה! אם יש עוד משהו, פשוט כתבו.',
    noted: 'בסדר. אם יש עוד משהו, פשוט כתבו.',
    about: 'במה מדובר?',
    who: 'שמי {name}, בינה מלאכותית שעונה על שאלות בשם הצוות. אפשר לשאול אותי, או לבקש נציג ואעביר את השיחה.',
  },
  hi: {
    clarify: 'क्या आप थोड़ा और बता सकते हैं, ताकि सही उत्तर मिल सके?',
    offer:
      'आपकी बात हमारी टीम के किसी सदस्य तक पहुँचाई जा सकती है। क्या पहले मैं मदद करने की कोशिश करूँ? बताइए कि बात क्या है, या फिर से किसी व्यक्ति के लिए कहिए।',
    which: 'इन विषयों में मदद मिल सकती है। आपका मतलब किससे है?',
    greeting: 'नमस्ते! आपकी क्या मदद की जा सकती है?',
    thanks: 'आपका स्वागत है! कुछ और हो तो बस लिख दीजिए।',
    noted: 'ठीक है। कुछ और हो तो बस लिख दीजिए।',
    about: 'बात किस बारे में है?',
    who: 'मेरा नाम {name} है, टीम की ओर से सवालों के जवाब देने वाला एआई। कुछ पूछिए, या किसी व्यक्ति के लिए कहिए और आपकी बात आगे पहुँचा दी जाएगी।',
  },
  ko: {
    clarify: '정확한 답을 찾을 수 있도록 조금 더 자세히 알려 주시겠어요?',
    offer:
      '담당자에게 연결해 드릴 수 있습니다. 먼저 제가 도와드려도 될까요? 어떤 내용인지 알려 주시거나, 담당자를 다시 요청해 주세요.',
    which: '다음 내용을 도와드릴 수 있습니다. 어떤 것을 말씀하시나요?',
    greeting: '안녕하세요! 무엇을 도와드릴까요?',
    thanks: '천만에요! 더 필요한 것이 있으면 편하게 남겨 주세요.',
    noted: '알겠습니다. 더 필요한 것이 있으면 편하게 남겨 주세요.',
    about: '어떤 내용인가요?',
    who: '저는 팀을 대신해 질문에 답하는 AI {name}입니다. 질문을 남겨 주시거나, 담당자를 요청하시면 연결해 드리겠습니다.',
  },
  id: {
    clarify: 'Bisakah Anda menjelaskan sedikit lebih rinci, agar jawaban yang tepat bisa ditemukan?',
    offer:
      'Saya dapat meneruskan Anda ke rekan tim. Bolehkah saya mencoba membantu dulu? Sampaikan hal yang ingin Anda tanyakan, atau minta lagi untuk berbicara dengan orang.',
    which: 'Saya dapat membantu untuk hal-hal ini. Yang mana yang Anda maksud?',
    greeting: 'Halo! Ada yang bisa saya bantu?',
    thanks: 'Sama-sama! Jika ada hal lain, silakan tulis saja.',
    noted: 'Baik. Jika ada hal lain, silakan tulis saja.',
    about: 'Tentang apa?',
    who: 'Saya {name}, AI yang menjawab pertanyaan atas nama tim. Silakan bertanya, atau minta berbicara dengan orang, dan saya akan meneruskannya.',
  },
}
