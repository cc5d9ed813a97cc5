import { describe, expect, test } from 'vitest'
import { isPureCourtesy } from './goodbye.ts'
import { asksForHuman } from './phrases.ts'
import { type Exchange, questionOf } from './question.ts'
import { smallTalkIn } from './small-talk.ts'
import { wording } from './wording.ts'

describe('what is said around questions', () => {
  test.each([
    [
      'noted',
      'ok|okay|OK!|got it|great|great!!|Alright|I see|understood|sounds good|yes|oh it just came|it arrived!|😂',
    ],
    [
      'noted',
      'alles klar|passt|verstanden|d’accord|vale|va bene|está bem|prima|dobrze|jag förstår|forstået|tamam|понятно|зрозуміло',
    ],
    ['noted', '了解です|わかりました|好的|知道了|تمام|הבנתי|ठीक है|알겠습니다|baik'],
    [
      'leave',
      'no thanks|No, thank you|never mind|nvm|forget it|one sec|will do|I will check|that is all|okay dann warte ich',
    ],
    [
      'leave',
      'nein danke|non merci|no gracias|no grazie|não obrigado|laat maar|nie dziękuję|nej tack|hayır teşekkürler|нет, спасибо|ні, дякую',
    ],
    ['leave', '大丈夫です|不用了|لا شكرا|לא תודה|नहीं धन्यवाद|잠시만요|tidak usah'],
    [
      'unhelped',
      'no|No.|nope|?|???|...|👎|😡|still nothing|still nothing...|and now?|what now?|wrong answer|that does not help',
    ],
    [
      'unhelped',
      "that's not what I asked|no thats not what i asked|you never answer|this doesnt help me|nein|und jetzt?|das hilft mir nicht",
    ],
    [
      'unhelped',
      'non|toujours rien|no me ayuda|non mi aiuta|não ajudou|nog steeds niets|nadal nic|fortfarande inget|işe yaramadı|не помогло|не допомогло',
    ],
    ['unhelped', '違います|没用|不对|لا|לא עוזר|मदद नहीं मिली|도움이 안 돼요|tidak membantu'],
    [
      'needs_help',
      'help|help me|can you help me|Can you help me?|I have a question|hi, quick question|I need help|please|I have a problem',
    ],
    [
      'needs_help',
      'Ich habe eine Frage|Hallo, ich hab ne Frage|Können Sie mir helfen?|Hilfe|bitte|J’ai une question|Tengo una pregunta|Ho una domanda',
    ],
    [
      'needs_help',
      'Tenho uma dúvida|Ik heb een vraag|Mam pytanie|Jag har en fråga|Jeg har et spørgsmål|Bir sorum var|У меня вопрос|Маю питання',
    ],
    [
      'needs_help',
      '質問があります|我有个问题|你能帮我吗|لدي سؤال|יש לי שאלה|मेरा एक सवाल है|질문 있어요|saya mau tanya',
    ],
    [
      'who',
      'are you a bot?|Are you human?|who are you|is this a bot|am I talking to a real person?|what is your name|Bist du ein Bot?|Wer sind Sie?',
    ],
    [
      'who',
      'Êtes-vous un robot ?|¿Eres un bot?|Sei un bot?|Você é um robô?|Ben je een robot?|Czy jesteś botem?|Är du en robot?|Er du en robot?',
    ],
    [
      'who',
      'Bot musun?|Вы бот?|Ви бот?|あなたはボットですか|你是机器人吗|هل أنت روبوت؟|אתה בוט?|क्या आप बॉट हैं?|봇이에요?|Apakah kamu bot?',
    ],
  ])('%s: %s', (kind, texts) => {
    const told = texts.split('|').map((text) => [text, smallTalkIn(text)])
    expect(told).toEqual(texts.split('|').map((text) => [text, kind]))
  })

  test.each([
    'how long?',
    'when?',
    'and to France?',
    'ok and the refund?',
    'no, it is still broken',
    'I have a question about my order',
    'can you help me return a jacket',
    'it arrived broken',
    'still no tracking link for order 4711',
    'will do you ship to Spain',
    'are you a sales team',
    'who are you shipping with',
    'is this a human skeleton model',
    'Wann kommt mein Paket?',
    '',
  ])('a question or a story is none: %s', (text) => {
    expect(smallTalkIn(text)).toBeNull()
  })

  test('who this is asks for no person', () => {
    expect(asksForHuman('Am I talking to a real person?')).toBeNull()
    expect(asksForHuman('Are you a bot? I want a human')).not.toBeNull()
  })

  // in milliseconds; a pattern that tries all ways would never come to an end
  test.each([
    'ok '.repeat(40),
    'no ok thanks '.repeat(9),
    'a'.repeat(10_000),
    `${'yes please help '.repeat(7)}x`,
  ])('a long message is read to its end: %s', (text) => {
    expect(smallTalkIn(text)).toBeNull()
  })
})

describe('a goodbye to a person', () => {
  const names = ['Ben Miller', 'Zoë']
  test.each([
    'Thanks Ben',
    'thanks ben!',
    'Thank you Zoë',
    'thank you Ben, have a nice weekend!',
    'ok thanks so much for your help Ben',
    'great!!',
    'ok',
    'thats great, thank you',
    'that is all, thanks',
    'yay 🎉 thanks',
    'ok great, thank you Ben!',
    'thanks for the quick reply',
    'Danke Ben, schönes Wochenende',
    'Vielen Dank für die schnelle Antwort',
    'Merci beaucoup pour votre aide',
    'Muchas gracias por la ayuda',
    'شكرا جزيلا',
    'תודה רבה',
    'बहुत धन्यवाद',
    '감사합니다',
    'terima kasih banyak',
  ])('%s', (text) => {
    expect(isPureCourtesy(text, names)).toBe(true)
  })

  test.each([
    'Ben?',
    'no',
    'ok?',
    'thanks for nothing',
    'Thanks Ben, but it is still broken',
    'thanks, and the refund',
    'Ben, where is my parcel',
    '👎',
  ])('not: %s', (text) => {
    expect(isPureCourtesy(text, names)).toBe(false)
  })
})

describe('it follows from what was said before', () => {
  const ANSWER = 'You can find it under My account.'
  const talk = (answer: string | null, text: string): Exchange[] => [
    ...(answer === null
      ? []
      : ([
          { author: 'customer', text: 'Where is my order?' },
          { author: 'ai', text: answer },
        ] as Exchange[])),
    { author: 'customer', text },
  ]
  test.each([
    ['ok', ANSWER, 'noted', null],
    ['no thanks', ANSWER, 'noted', null],
    ['no', ANSWER, null, 'unhelped'],
    ['?', ANSWER, null, 'unhelped'],
    ['can you help me', ANSWER, null, 'needs_help'],
    ['ok', null, null, 'needs_help'],
    ['?', null, null, 'needs_help'],
    ['ok', 'What is it about?', null, 'needs_help'],
    ['ok', wording('offer', 'en'), null, 'needs_help'],
    ['never mind', 'What is it about?', 'noted', null],
    ['help', 'What is it about?', null, 'unhelped'],
    ['no', 'Which one do you mean?\n1. Cancel\n2. Return', null, 'unhelped'],
    ['no', 'You are welcome! If there is anything else, just write.', 'noted', null],
    ['I have a question', 'Hello! How can I help you?', null, 'needs_help'],
  ])('“%s” after “%s”', (text, answer, courtesy, smallTalk) => {
    expect(questionOf(talk(answer, text))).toMatchObject({ courtesy, smallTalk })
  })
})
