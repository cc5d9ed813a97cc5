/**
 * How customers choose from a list without its numbers or titles, by language. Patterns of single words or set phrases: `at` for the
 * first, the second and the third; `around`: what may stand beside them and chooses nothing.
 */
export interface ChoosingWords {
  at: [first: string, second: string, third: string]
  /** The same counted, which "the second one" does not: they choose where nothing else does. */
  count: [one: string, two: string, three: string]
  last: string
  /** All of two, and all of however many. */
  both: string
  all: string
  none: string
  around: string
}

export const CHOOSING: Record<string, ChoosingWords> = {
  en: {
    at: ['first|former|1st|top one', 'second|2nd', 'third|3rd'],
    count: ['one', 'two', 'three'],
    last: 'last|latter|bottom one',
    both: 'both|the two',
    all: 'all(?: (?:the )?(?:two|three))?|all of (?:them|these|those|it)|everything',
    none: 'neither(?: one)?|none|not any|nothing|no one|something else|another one|other',
    around:
      "the|one|ones|option|number|no|nr|answer|question|topic|article|please|pls|plz|thanks|thank you|i|i['’]d|i['’]m|would|like|want|need|mean|meant|choose|pick|take|it|it['’]s|is|was|its|that|this|these|those|them|of|above|from|on|in|your|list|and|then|yes|no|ok|okay|about|with",
  },
  de: {
    at: ['erste[nrs]?|1te[nrs]?|obere[nrs]?', 'zweite[nrs]?|2te[nrs]?', 'dritte[nrs]?|3te[nrs]?'],
    count: ['eins', 'zwei', 'drei'],
    last: 'letzte[nrs]?|letztere[nrs]?|untere[nrs]?',
    both: 'beide[nrs]?',
    all: 'alle[ns]?(?: (?:zwei|drei))?',
    none: 'keine[nrs]?|keins|nichts(?: davon)?|weder noch|(?:et)?was anderes|andere[nrs]?',
    around:
      'das|die|der|den|dem|von|davon|diesen|beiden|nummer|nr|punkt|frage|thema|option|bitte|danke|ich|es|ist|war|meine?|meinte|möchte|will|nehme|hätte|gern|gerne|und|ja|nein|ok|okay|um|geht|mir',
  },
  fr: {
    at: ['premi(?:er|ère)|1er|1[eè]re', 'deuxième|second[e]?|2e|2ème', 'troisième|3e|3ème'],
    count: ['un', 'deux', 'trois'],
    last: 'derni(?:er|ère)',
    both: 'les deux|tous les deux|toutes les deux',
    all: 'tou(?:s|tes)(?: les trois)?|les trois|tout',
    none: "aucun[e]?(?: des (?:deux|trois))?|ni l['’]un(?:e)? ni l['’]autre|rien|autre(?: chose)?",
    around:
      "le|la|les|l|de|des|du|d|ces|cela|celui|celle|numéro|n°|option|question|s['’]il vous plaît|s['’]il te plaît|svp|stp|merci|je|c['’]est|est|veux|voudrais|choisis|prends|parle|oui|non|ok|et|en",
  },
  es: {
    at: ['primer[oa]?|1[oa]', 'segund[oa]|2[oa]', 'tercer[oa]?|3[oa]'],
    count: ['uno', 'dos', 'tres'],
    last: 'últim[oa]|ultim[oa]',
    both: 'ambos|ambas|l[oa]s dos',
    all: 'tod[oa]s?(?: l[oa]s tres)?|l[oa]s tres',
    none: 'ningun[oa]?|ningún|ninguna|nada|ni un[oa] ni otr[oa]|otr[oa](?: cosa)?',
    around:
      'el|la|lo|los|las|de|del|es|est[oa]s|es[oa]s|ell[oa]s|número|opción|opcion|pregunta|por favor|gracias|me|refiero|a|quiero|quería|quisiera|elijo|sí|si|no|ok|y|e',
  },
  it: {
    at: ['prim[oa]|1[oa]', 'second[oa]|2[oa]', 'terz[oa]|3[oa]'],
    count: ['uno', 'due', 'tre'],
    last: 'ultim[oa]',
    both: 'entramb[ie]|tutt[ie] e due|ambedue',
    all: 'tutt[oie](?: e tre)?',
    none: "nessun[oa]?(?: de(?:i|lle) (?:due|tre))?|niente|nulla|né l['’]un[oa] né l['’]altr[oa]|altro|qualcos['’]altro",
    around:
      'il|lo|la|l|i|gli|le|di|dei|delle|quest[oaie]|quell[oaie]|loro|numero|opzione|domanda|per favore|per piacere|grazie|intendo|intendevo|voglio|vorrei|scelgo|prendo|è|sì|si|no|ok|e|ed',
  },
  pt: {
    at: ['primeir[oa]|1[oa]', 'segund[oa]|2[oa]', 'terceir[oa]|3[oa]'],
    count: ['uma', 'dois|duas', 'três'],
    last: 'últim[oa]|ultim[oa]',
    both: 'ambos|ambas|[oa]s (?:dois|duas)',
    all: 'tod[oa]s(?: [oa]s três)?|[oa]s três|tudo',
    none: 'nenhum[a]?|nada|nem um[a]? nem outr[oa]|outr[oa](?: coisa)?',
    around:
      'o|a|os|as|de|do|da|dos|das|dest[ea]s|dess[ea]s|del[ea]s|isso|número|opção|pergunta|por favor|obrigad[oa]|eu|me|refiro|quero|queria|gostaria|escolho|é|sim|não|ok|e',
  },
  nl: {
    at: ['eerste|1e', 'tweede|2e', 'derde|3e'],
    count: ['één|een', 'twee', 'drie'],
    last: 'laatste|onderste',
    both: 'beide|allebei',
    all: 'alle(?:s|maal)?(?: (?:twee|drie))?|alledrie',
    none: 'geen(?: van (?:beide|allen))?|niets|niks|(?:iets )?anders|andere',
    around:
      'de|het|die|dat|deze|van|nummer|nr|optie|vraag|onderwerp|alstublieft|alsjeblieft|graag|bedankt|ik|bedoel|bedoelde|wil|zou|willen|kies|neem|is|ja|nee|ok|oké|en|hiervan|daarvan',
  },
  pl: {
    at: ['pierwsz[aeyą]|pierwszego', 'drug[aią]|drugie|drugiego', 'trzeci(?:a|e|ą|ego)?'],
    count: ['jeden|jedynka', 'dwa|dwójka', 'trzy|trójka'],
    last: 'ostatni(?:a|e|ą|ego)?',
    both: 'ob(?:a|ie|ydwa|ydwie|ydwoje|u|oje)',
    all: 'wszystki(?:e|ch|mi)|wszystko|wszystkie trzy',
    none: 'żad(?:en|na|ne|nej|nego)|zad(?:en|na|ne|nej|nego)|ani jedn[oaey]|nic|coś innego|inn[aey]',
    around:
      'z|o|ten|ta|to|tę|tą|te|tego|tej|tych|nich|numer|nr|opcja|opcję|pytanie|proszę|poproszę|dziękuję|dzięki|mi|chodzi|chodziło|chcę|wybieram|jest|tak|nie|ok|i',
  },
  sv: {
    at: ['första|1:a', 'andra|2:a', 'tredje|3:e'],
    count: ['ett', 'två', 'tre'],
    last: 'sista|senare',
    both: 'båda|bägge',
    all: 'alla(?: tre)?|allt',
    none: 'ingen(?:dera)?|inget(?:dera)?|inga|något annat|någonting annat',
    around:
      'den|det|de|av|dem|dom|dessa|där|nummer|nr|alternativ|alternativet|frågan|tack|snälla|jag|menar|menade|vill|ha|tar|väljer|är|ja|nej|ok|okej|och|två',
  },
  da: {
    at: ['første|1\\.', 'anden|andet|2\\.', 'tredje|3\\.'],
    count: ['en|et|én', 'to', 'tre'],
    last: 'sidste|seneste',
    both: 'begge(?: (?:to|dele))?',
    all: 'alle(?: tre)?|alt|det hele',
    none: 'ingen(?: af delene)?|intet|noget andet',
    around:
      'den|det|de|af|dem|disse|nummer|nr|mulighed|spørgsmålet|tak|venligst|jeg|mener|mente|vil|gerne|have|tager|vælger|er|ja|nej|ok|okay|og|delene',
  },
  tr: {
    at: ['birinci(?:si|sini|yi)?|ilk(?:i|ini)?', 'ikinci(?:si|sini|yi)?', 'üçüncü(?:sü|sünü|yü)?'],
    count: ['bir', 'iki', 'üç'],
    last: 'son(?:uncu|uncusu|uncusunu)?|sonu',
    both: 'her ikisi(?:ni|de| de)?|ikisi(?:ni)?(?: de| birden)?',
    all: 'hepsi(?:ni)?|tümü(?:nü)?|üçü(?:nü)? de',
    none: 'hiçbiri(?:si|sini|ni)?|hiç biri(?:si|ni)?|başka(?: bir şey)?|diğer',
    around:
      'numara|numaralı|seçenek|seçeneği|soru|olan|olanı|lütfen|teşekkürler|ben|istiyorum|demek|kastediyorum|seçiyorum|bunlardan|bunların|evet|hayır|tamam|ve|de|da',
  },
  ru: {
    at: ['перв(?:ый|ая|ое|ую|ого|ом)', 'втор(?:ой|ая|ое|ую|ого|ом)', 'трет(?:ий|ья|ье|ью|ьего|ьем)'],
    count: ['один', 'два', 'три'],
    last: 'последн(?:ий|яя|ее|юю|его|ем)',
    both: 'об[ае](?: (?:варианта|вопроса))?|и то и другое|обоих|обоим',
    all: 'вс[её](?: три)?|всех',
    none: 'ни од(?:ин|на|но|ну|ного)|ни то ни другое|ничего|друг(?:ое|ой|ая)|что-то другое|никакой',
    around:
      'из|о|об|по|это|этих|них|нужен|нужно|нужна|вариант|варианта|вопрос|вопроса|номер|пункт|пожалуйста|спасибо|я|мне|имею|имел|имела|в|виду|хочу|выбираю|да|нет|ок|и|а',
  },
  uk: {
    at: ['перш(?:ий|а|е|у|ого|ому)', 'друг(?:ий|а|е|у|ого|ому)', 'трет(?:ій|я|є|ю|ього|ьому)'],
    count: ['один', 'два', 'три'],
    last: 'останн(?:ій|я|є|ю|ього|ьому)',
    both: 'обидв[аіу]|обидва|і те і інше|обох',
    all: 'вс[еі](?: три)?|усі|усе|всіх',
    none: 'жод(?:ен|на|не|ну|ного)|ні те ні інше|нічого|інш(?:е|ий|а)|щось інше|ні один',
    around:
      'з|із|про|це|цих|них|потрібен|потрібно|варіант|варіанта|питання|номер|пункт|будь ласка|дякую|я|мені|маю|на|увазі|хочу|обираю|так|ні|ок|і|й|та|а',
  },
  ja: {
    at: ['(?:一|1)(?:番目?|つ目)|最初|初め|前者|上', '(?:二|2)(?:番目?|つ目)|下', '(?:三|3)(?:番目?|つ目)'],
    count: ['一', '二', '三'],
    last: '最後|後者',
    both: '両方(?:とも)?|どちらも|二つとも|2つとも',
    all: '全部|すべて|全て|三つとも|3つとも',
    none: 'どれでも(?:ない|ありません)(?:です)?|どちらでも(?:ない|ありません)(?:です)?|どれも違(?:う|います)|どちらも違(?:う|います)|該当(?:なし|しません)|違います|ほかのこと|他のこと',
    around:
      'です|ます|の|は|が|を|に|で|も|方|ほう|もの|件|こと|お願い(?:します|いたします)?|ください|知りたい|それ|これ|はい|いいえ',
  },
  zh: {
    at: [
      '第?一(?:个|個|项|項|条|條|种)?|前者|上面(?:的|那个)?',
      '第?[二两](?:个|個|项|項|条|條|种)?',
      '第?三(?:个|個|项|項|条|條|种)?',
    ],
    count: ['一', '二', '三'],
    last: '最后(?:一)?(?:个|個|项|条)?|最後(?:一)?個?|后者|後者',
    both: '两个(?:都)?(?:是|要|想知道)?|兩個都|两者(?:都)?(?:是|要)?|都(?:是|要|想知道)?',
    all: '全部|所有|三个都(?:是|要)?|全都(?:是|要)?',
    none: '(?:两个|三个|两者|哪个|以上)?都(?:不是|不要|不对)|没有(?:一个|我要的)?|沒有|一个(?:也|都)不是|不是这些|其他(?:的)?|别的',
    around:
      '我|想|要|选|選|问|問|的|是|请|請|吧|那个|那個|这个|個|个|谢谢|謝謝|问题|了解|指|说|和|跟|号|好的?|嗯|对',
  },
  ar: {
    at: ['(?:ال)?أول(?:ى)?|(?:ال)?اول(?:ى)?', '(?:ال)?ثاني(?:ة)?', '(?:ال)?ثالث(?:ة)?'],
    count: ['واحد', 'اثنان|اثنين', 'ثلاثة'],
    last: '(?:ال)?[أا]خير(?:ة)?|آخر واحد(?:ة)?',
    both: 'كلاهما|كليهما|كلتاهما|الاثنان|الاثنين|الإثنين(?: معا| معاً)?',
    all: 'كلها|كلهم|جميعها|الكل|الجميع',
    none: 'لا شيء(?: منها| منهما)?|ولا واحد(?:ة)?(?: منها| منهما| منهم)?|لا هذا ولا ذاك|ليس أي(?:ا)? منها|شيء آخر|غير ذلك',
    around:
      'من|هذا|هذه|ذلك|الخيار|خيار|السؤال|الموضوع|رقم|فضلك|لو سمحت|شكرا|شكراً|أنا|أريد|أقصد|اقصد|أعني|منها|منهما|هو|هي|نعم|لا|و',
  },
  he: {
    at: ['ה?ראשונ?(?:ה|ן)?|ראשון', 'ה?שני(?:ה|יה)?', 'ה?שלישי(?:ת)?'],
    count: ['אחת|אחד', 'שתיים|שניים', 'שלוש'],
    last: 'ה?אחרון|ה?אחרונה',
    both: 'שניהם|שתיהן|את שניהם|את שתיהן',
    all: 'כולם|כולן|הכל|הכול',
    none: 'אף (?:אחד|אחת)(?: מהם| מהן| מאלה)?|לא זה ולא זה|כלום|משהו אחר|שום דבר|אחר',
    around:
      'את|זה|זו|אלה|מהם|מהן|האפשרות|אפשרות|השאלה|מספר|בבקשה|תודה|אני|רוצה|מתכוון|מתכוונת|התכוונתי|כן|לא|ו',
  },
  hi: {
    at: ['पहल[ाेी]|pehla|pehli|pehle', 'दूसर[ाेी]|doosra|dusra|doosri|dusri', 'तीसर[ाेी]|teesra|teesri'],
    count: ['एक|ek', 'दो|do', 'तीन|teen'],
    last: 'आ(?:ख़|ख)िरी|आखिरी|आख़िरी|अंतिम|aakhri',
    both: 'दोनों|donon|dono',
    all: 'सभी|सब|तीनों|sab|sabhi',
    none: 'कोई (?:भी )?नहीं|इनमें से कोई (?:भी )?नहीं|दोनों नहीं|कुछ और|koi nahi|koi bhi nahi',
    around:
      'वाला|वाली|वाले|विकल्प|सवाल|नंबर|कृपया|धन्यवाद|मुझे|मेरा|मतलब|चाहिए|है|इनमें|से|हाँ|हां|जी|नहीं|और|के|बारे|में|wala|wali|ji|haan',
  },
  ko: {
    at: ['첫 ?번째|첫째|처음', '두 ?번째|둘째', '세 ?번째|셋째|삼번'],
    count: ['일번?|하나', '이번|둘', '삼번?|셋'],
    last: '마지막',
    both: '둘 ?다|두 ?개 ?다|양쪽(?: ?다)?|모두 ?다',
    all: '전부(?: ?다)?|모두|다|셋 ?다',
    none: '둘 ?다 ?아니(?:에요|요|예요|오|야|고)?|모두 ?아니(?:에요|요|예요)?|아무것도(?: ?아니(?:에요|요|예요)?)?|없(?:어요|습니다|음)|해당 ?없음|다른 ?것|다른 ?거',
    around:
      '것|거|번|질문|항목|이에요|예요|입니다|이요|요|으로|로|을|를|은|는|이|가|주세요|부탁(?:드려요|드립니다|해요)?|제가|저는|말|네|아니요|감사합니다|그중|그|중|에서|하고|와|과',
  },
  id: {
    at: ['pertama|kesatu', 'kedua', 'ketiga'],
    count: ['satu', 'dua', 'tiga'],
    last: 'terakhir',
    both: 'keduanya|dua-duanya|dua duanya',
    all: 'semua(?:nya)?|ketiganya',
    none: 'tidak ada(?: satu ?pun)?|tak satu ?pun|bukan (?:keduanya|semuanya|dua-duanya)|bukan itu(?: semua)?|yang lain(?:nya)?|lainnya',
    around:
      'yang|nomor|no|opsi|pilihan|pertanyaan|tolong|mohon|terima kasih|makasih|saya|aku|mau|ingin|pilih|maksud|itu|ini|dari|ya|iya|tidak|bukan|ok|oke|dan|di|atas',
  },
}
