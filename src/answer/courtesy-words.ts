/** Words of greetings and thanks by language; `greets` and `thanks`: without one of them a text is neither. */
interface CourtesyWords {
  greeting: string
  greets: string
  thanking: string
  thanks: string
}

export const COURTESY: Record<string, CourtesyWords> = {
  en: {
    greeting:
      'hi hello hey heya hiya yo morning afternoon evening good day greetings there team all everyone my friend friends guys folks dear sir madam or mate support',
    greets:
      'hi|hello|hey|heya|hiya|yo|greetings|good (?:morning|afternoon|evening|day)|dear (?:sir|madam|team|all)',
    thanking:
      'thanks thank you thx ty cheers much very so a lot many appreciated great perfect awesome ok okay bye goodbye help your for the and',
    thanks: 'thank|thx|ty|cheers|appreciated',
  },
  de: {
    greeting:
      'hallo guten tag morgen abend moin servus grüß gott grüezi hi hey hallöchen zusammen liebes liebe team',
    greets: 'hallo|hallöchen|moin|servus|grüezi|guten (?:tag|morgen|abend)|grüß',
    thanking: 'danke vielen dank schön dankeschön super prima tschüss und ok',
    thanks: 'dank',
  },
  fr: {
    greeting: 'bonjour bonsoir salut coucou à tous toutes madame monsieur',
    greets: 'bonjour|bonsoir|salut|coucou',
    thanking: 'merci beaucoup bien parfait et ok',
    thanks: 'merci',
  },
  es: {
    greeting: 'hola buenas buenos días dias tardes noches',
    greets: 'hola|buen[oa]s',
    thanking: 'gracias muchas perfecto y ok',
    thanks: 'gracias',
  },
  it: {
    greeting: 'ciao buongiorno buonasera salve',
    greets: 'ciao|salve|buon(?:giorno|asera)',
    thanking: 'grazie mille molte perfetto e ok',
    thanks: 'grazie',
  },
  pt: {
    greeting: 'olá ola oi bom boa dia tarde noite',
    greets: 'ol[aá]|oi|bo[ma] (?:dia|tarde|noite)',
    thanking: 'obrigado obrigada muito e ok',
    thanks: 'obrigad',
  },
  nl: {
    greeting: 'goedemorgen goedemiddag goedenavond goedendag hoi hallo dag',
    greets: 'hoi|goede|hallo',
    thanking: 'bedankt dank je wel u hartelijk ok',
    thanks: 'dank|bedankt',
  },
  pl: {
    greeting: 'cześć czesc dzień dobry witam hej',
    greets: 'cześć|czesc|dzień dobry|witam|hej',
    thanking: 'dziękuję dziekuje dzięki bardzo ok',
    thanks: 'dziękuj|dziekuj|dzięki',
  },
  sv: {
    greeting: 'hej hejsan tjena god dag',
    greets: 'hej|hejsan|tjena|god dag',
    thanking: 'tack så mycket ok',
    thanks: 'tack',
  },
  da: {
    greeting: 'hej goddag god dag',
    greets: 'hej|goddag|god dag',
    thanking: 'tak mange takk ok',
    thanks: 'tak|takk',
  },
  tr: {
    greeting: 'merhaba selam günaydın iyi günler akşamlar',
    greets: 'merhaba|selam|günaydın',
    thanking: 'teşekkürler teşekkür ederim sağol ok',
    thanks: 'teşekkür|sağol',
  },
  ru: {
    greeting: 'привет здравствуйте добрый день вечер утро доброе',
    greets: 'привет|здравствуйте|добр(?:ый|ое)',
    thanking: 'спасибо большое',
    thanks: 'спасибо',
  },
  uk: {
    greeting: 'вітаю привіт доброго дня добрий день вечір ранку',
    greets: 'вітаю|привіт|доброго|добрий',
    thanking: 'дякую щиро',
    thanks: 'дякую',
  },
  ja: {
    greeting: 'こんにちは こんばんは おはよう ございます',
    greets: 'こんにち|こんばん|おはよう',
    thanking: 'ありがとう ありがとうございます ございます ありがとうございました ござい まし まし た ました',
    thanks: 'ありがとう',
  },
  zh: {
    greeting: '你好 您好 嗨 你们好 早上好 下午好 晚上好',
    greets: '你好|您好|嗨|你们好|(?:早上|下午|晚上)好',
    thanking: '谢谢 谢谢你 多谢 謝謝 谢谢您',
    thanks: '谢谢|多谢|謝謝',
  },
  ar: {
    greeting: 'مرحبا مرحبًا مرحباً أهلا اهلا أهلاً السلام عليكم صباح مساء الخير هاي',
    greets: 'مرحب|أهلا|اهلا|السلام عليكم|صباح|مساء',
    thanking: 'شكرا شكراً شكرًا جزيلا جزيلاً جزيلًا لك لكم كثيرا مشكور مشكورين',
    thanks: 'شكر|مشكور',
  },
  he: {
    greeting: 'שלום היי הי בוקר ערב צהריים טוב טובים אהלן',
    greets: 'שלום|היי|הי|בוקר|ערב|אהלן|צהריים',
    thanking: 'תודה רבה לך לכם המון',
    thanks: 'תודה',
  },
  hi: {
    greeting: 'नमस्ते नमस्कार हेलो हैलो हाय सुप्रभात जी namaste namaskar ji',
    greets: 'नमस्ते|नमस्कार|हेलो|हैलो|हाय|सुप्रभात|namaste|namaskar',
    thanking: 'धन्यवाद शुक्रिया आपका बहुत थैंक्यू dhanyavad dhanyawad shukriya bahut',
    thanks: 'धन्यवाद|शुक्रिया|थैंक्यू|dhanya[vw]ad|shukriya',
  },
  ko: {
    greeting: '안녕하세요 안녕 안녕하십니까 여보세요',
    greets: '안녕|여보세요',
    thanking: '감사합니다 감사해요 고맙습니다 고마워요 고마워 정말 너무',
    thanks: '감사|고마|고맙',
  },
  id: {
    greeting: 'halo hai hallo selamat pagi siang sore malam assalamualaikum kak min',
    greets: 'halo|hai|selamat|assalamualaikum',
    thanking: 'terima kasih makasih trims banyak ya',
    thanks: 'terima kasih|makasih|trims',
  },
}

/** "How are you?" greets, and asks nothing. */
export const PLEASANTRIES =
  /(?<!\p{L})(?:(?:i )?hope (?:you|this|all|everyone)(?:'re| are| is| finds you)* (?:all )?(?:doing )?well|how are you(?: all)?(?: doing)?(?: today)?|how'?s it going|how is it going|what'?s up|wie geht(?:'?s| es)(?: ihnen| dir| euch)?(?: heute)?|comment (?:allez[- ]vous|vas[- ]tu|ça va)|ça va|cómo est(?:á|ás|án)|qué tal|come (?:stai|sta|va)|como (?:vai|está|estás)|tudo bem|hoe gaat het(?: met (?:u|je))?|jak się masz|co słychać|hur mår du|hvordan (?:går det|har du det)|nasılsınız|nasılsın|как (?:у вас )?дела|як справи|お元気ですか|你好吗|كيف حالك|كيف الحال|מה (?:נשמע|שלומך|שלומכם)|(?:आप )?कैसे (?:हैं|हो)|잘 지내(?:세요|셨어요)|apa kabar)(?!\p{L})[\s?？!.,]*/giu
