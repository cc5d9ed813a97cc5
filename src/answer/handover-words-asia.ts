import type { HandoverWords } from './handover-words.ts'

/** What the customer is told around a handoff, in the languages of Asia. */
export const ASIA: Record<string, HandoverWords> = {
  ja: {
    handoff: '担当者に引き継ぎます。返信はこちらに届きます。',
    outside: '担当者に引き継ぎます。ただいま不在にしております（次回対応：{when}）。返信はこちらに届きます。',
    outsideUnknown: '担当者に引き継ぎます。ただいま不在にしておりますので、戻り次第こちらに返信いたします。',
    noPickup:
      'まだ担当者の手が空いておりません。ご質問の順番はそのまま保たれます。その間、私がお手伝いしてもよろしいでしょうか。「はい」とお返事ください。',
    unreadable: '{what}を読み取れませんでした。担当者に引き継ぎます。返信はこちらに届きます。',
    unreadableAsk:
      '{what}を読み取れませんでした。内容を文章で教えていただけますか。担当者をご希望の場合は、そうお伝えください。',
    whatYouSent: 'お送りいただいた内容',
    resume: 'かしこまりました。どのようなご用件でしょうか。',
  },
  zh: {
    handoff: '我会把您的问题转交给同事处理，回复会发送到这里。',
    outside: '我会把您的问题转交给我们的团队，他们目前不在（恢复时间：{when}）。回复会发送到这里。',
    outsideUnknown: '我会把您的问题转交给我们的团队，他们目前不在，回来后会在这里回复您。',
    noPickup: '目前团队中还没有人有空，您的问题会保留原来的位置。要不要我先试着帮您？回复“是”即可。',
    unreadable: '我无法读取{what}。我会转交给同事，回复会发送到这里。',
    unreadableAsk: '我无法读取{what}。您能用文字告诉我是什么问题吗？也可以要求人工服务，我会为您转接。',
    whatYouSent: '您发送的内容',
    resume: '好的。请问有什么可以帮您？',
  },
  ar: {
    handoff: 'سأحوّل سؤالك إلى زميل يمكنه مساعدتك. سيصلك الرد هنا.',
    outside: 'سأحوّل سؤالك إلى فريقنا، وهو غير متاح حالياً (العودة: {when}). سيصلك الرد هنا.',
    outsideUnknown: 'سأحوّل سؤالك إلى فريقنا، وهو غير متاح حالياً. سيصلك الرد هنا عند عودته.',
    noPickup:
      'لم يتفرغ أحد من الفريق حتى الآن؛ ويحتفظ سؤالك بمكانه. هل تريد أن أحاول مساعدتك في هذه الأثناء؟ أجب فقط بكلمة «نعم».',
    unreadable: 'لا أستطيع قراءة هذا: {what}. سأحوّله إلى زميل، وسيصلك الرد هنا.',
    unreadableAsk: 'لا أستطيع قراءة هذا: {what}. هل يمكنك أن تصف الأمر بالكلمات؟ أو اطلب شخصاً وسأحوّلك إليه.',
    whatYouSent: 'ما أرسلته',
    resume: 'بالتأكيد. كيف يمكنني مساعدتك؟',
  },
  he: {
    handoff: 'אני מעביר את הפנייה לנציג שיוכל לעזור. התשובה תגיע לכאן.',
    outside: 'אני מעביר את הפנייה לצוות שלנו, שאינו זמין כרגע (חזרה: {when}). התשובה תגיע לכאן.',
    outsideUnknown: 'אני מעביר את הפנייה לצוות שלנו, שאינו זמין כרגע. התשובה תגיע לכאן כשהצוות יחזור.',
    noPickup: 'עד עכשיו אף אחד מהצוות לא התפנה; הפנייה שומרת על מקומה. לנסות לעזור בינתיים? פשוט השיבו „כן”.',
    unreadable: 'אין לי אפשרות לקרוא את זה: {what}. אני מעביר לנציג, והתשובה תגיע לכאן.',
    unreadableAsk:
      'אין לי אפשרות לקרוא את זה: {what}. אפשר לכתוב במילים במה מדובר? או בקשו נציג ואעביר את השיחה.',
    whatYouSent: 'מה ששלחתם',
    resume: 'בשמחה. איך אפשר לעזור?',
  },
  hi: {
    handoff: 'आपका सवाल हमारी टीम के किसी सदस्य को भेजा जा रहा है, जो आगे मदद करेंगे। उत्तर यहीं आएगा।',
    outside: 'आपका सवाल हमारी टीम को भेजा जा रहा है, जो इस समय उपलब्ध नहीं है (वापसी: {when})। उत्तर यहीं आएगा।',
    outsideUnknown: 'आपका सवाल हमारी टीम को भेजा जा रहा है, जो इस समय उपलब्ध नहीं है। उसके लौटने पर उत्तर यहीं आएगा।',
    noPickup:
      'अब तक टीम में से कोई खाली नहीं हुआ; आपके सवाल की जगह बनी हुई है। क्या तब तक मैं मदद करने की कोशिश करूँ? बस “हाँ” लिख दीजिए।',
    unreadable: 'यह पढ़ा नहीं जा सका: {what}। इसे टीम के किसी सदस्य को भेजा जा रहा है, उत्तर यहीं आएगा।',
    unreadableAsk:
      'यह पढ़ा नहीं जा सका: {what}। क्या आप शब्दों में बता सकते हैं कि बात क्या है? या किसी व्यक्ति के लिए कहिए, आपकी बात आगे पहुँचा दी जाएगी।',
    whatYouSent: 'जो आपने भेजा',
    resume: 'ज़रूर। आपकी क्या मदद की जा सकती है?',
  },
  ko: {
    handoff: '도와드릴 수 있는 담당자에게 전달하겠습니다. 답변은 여기로 드립니다.',
    outside: '지금은 자리에 없는 저희 팀에 전달하겠습니다(복귀: {when}). 답변은 여기로 드립니다.',
    outsideUnknown: '지금은 자리에 없는 저희 팀에 전달하겠습니다. 복귀하는 대로 여기로 답변드립니다.',
    noPickup:
      '아직 응대할 수 있는 담당자가 없습니다. 문의 순서는 그대로 유지됩니다. 그동안 제가 도와드려 볼까요? “네”라고만 답해 주세요.',
    unreadable: '다음 내용을 읽을 수 없습니다: {what}. 담당자에게 전달하며, 답변은 여기로 드립니다.',
    unreadableAsk:
      '다음 내용을 읽을 수 없습니다: {what}. 어떤 내용인지 글로 알려 주시겠어요? 담당자를 요청하시면 연결해 드리겠습니다.',
    whatYouSent: '보내 주신 내용',
    resume: '네. 무엇을 도와드릴까요?',
  },
  id: {
    handoff: 'Saya meneruskan hal ini ke rekan yang dapat membantu Anda. Balasannya akan datang di sini.',
    outside:
      'Saya meneruskan hal ini ke tim kami, yang saat ini sedang tidak di tempat (kembali: {when}). Balasannya akan datang di sini.',
    outsideUnknown:
      'Saya meneruskan hal ini ke tim kami, yang saat ini sedang tidak di tempat. Balasannya akan datang di sini setelah mereka kembali.',
    noPickup:
      'Sejauh ini belum ada anggota tim yang sempat; pertanyaan Anda tetap pada antreannya. Bolehkah saya mencoba membantu sementara itu? Cukup jawab “ya”.',
    unreadable:
      'Saya tidak dapat membaca ini: {what}. Saya meneruskannya ke rekan tim, yang akan membalas di sini.',
    unreadableAsk:
      'Saya tidak dapat membaca ini: {what}. Bisakah Anda menuliskannya dengan kata-kata? Atau minta berbicara dengan orang, dan saya akan meneruskannya.',
    whatYouSent: 'yang Anda kirim',
    resume: 'Tentu. Ada yang bisa saya bantu?',
  },
}
