import { part, words } from './clause-patterns.ts'
import type { PersonWords } from './person-words.ts'

/** How customers ask for a person, in the languages of Europe beside English and German. */
export const EUROPE: Record<string, PersonWords> = {
  fr: {
    asks: [
      /(?<!\p{L})(parler|discuter|échanger|contacter|joindre|passe[rz]|transfér\p{L}{1,3}|mettre en relation|mettez-moi en relation)(?!\p{L})[^.!?\n]{0,30}(?<!\p{L})(humain|quelqu['’]un|personne|agent|conseill[eè]re?|responsable|opérateur|service client|chef)/iu,
      /(?<!\p{L})(un|une|vraie?) (humain|vraie personne|conseiller)(?!\p{L})[^.!?\n]{0,15}(svp|s['’]il (vous|te) pla[iî]t|$)/iu,
      words(
        "(?:veux|voudrais|souhaite|besoin d|demande|exige|donnez-moi|passez-moi)[ ’'](?:un |une |d[’'])?(?:autre )?(?:humain|être humain|vraie? personne|conseill(?:er|ère)|agent humain|responsable|interlocuteur)",
      ),
      words(
        "(?:rappelez|appelez)[- ]moi|(?:me|nous) (?:rappeler|téléphoner)(?= |[^\\p{L}]*$)|pouvez-vous m['’]appeler|être rappelée?|y a[- ]t[- ]il (?:quelqu['’]un|un humain)(?=[^\\p{L}]*$)|me plaindre(?=[^\\p{L}]*$)|à qui (?:puis-je )?(?:me plaindre|m['’]adresser)(?=[^\\p{L}]*$)",
      ),
    ],
    noBot: words(
      "(?:pas|sans|plus|marre|non)(?: (?:de|d['’]|du|à|avec|un|une|des|le|la|ce|cette|parler|discuter|veux|vos)){0,5}[ '’](?:ro)?bots?|(?:pas|sans)(?: (?:de|d['’]|à|avec|une?|parler)){0,4} (?:machine|chatbot|ordinateur|automate|ia)",
    ),
    declines: words(
      "(?:pas|sans|inutile)(?: (?:de|d['’]|à|avec|une?|parler|besoin|me|passer|transférer|contacter)){0,5}[ '’](?:humain|conseill(?:er|ère)|quelqu['’]un|agent|personne|responsable)",
    ),
  },
  es: {
    asks: [
      /(?<!\p{L})(hablar|chatear|comunicar\p{L}{0,3}|contactar|pásame|páseme|conectar\p{L}{0,3}|transferir\p{L}{0,3}|pasarme|póngame|ponme)(?!\p{L})[^.!?\n]{0,30}(humano|persona|agente|alguien|operador|representante|supervisor|asesor|encargado|jefe|atención al cliente)/iu,
      /(un humano|una persona real|un agente) por favor/iu,
      words(
        '(?:quiero|quisiera|necesito|dame|deme|exijo|pido|pedí)(?: (?:a|que|hablar con|con|otro|otra|un|una)){0,3} (?:humano|persona (?:real|de verdad)|agente(?: humano)?|operador|asesor|representante)',
      ),
      words(
        '(?:llámame|llámeme|llámenme|me (?:pueden?|puedes|podrían?) llamar|(?:pueden?|puedes|podrían?) llamarme|devolverme la llamada)|hay (?:alguien|algún humano|una persona)(?: ahí| aquí)?(?=[^\\p{L}]*$)|(?:quiero|quisiera) (?:quejarme|poner una (?:queja|reclamación))(?=[^\\p{L}]*$)',
      ),
    ],
    noBot: words(
      '(?:no(?= (?:quiero|quisiera|más|hablar|con))|sin|basta de|harto de|nada de)(?: (?:quiero|quisiera|hablar|con|un|una|más|ningún|el|la|este|esta|de|respuestas)){0,5} (?:(?:ro|chat)?bots?|máquinas?|ordenador|ia)',
    ),
    declines: words(
      '(?:no|sin)(?: (?:quiero|necesito|hace|falta|hablar|con|un|una|ningún|me|pase|pases|a)){0,6} (?:humano|persona|agente|alguien|operador|asesor|representante)',
    ),
  },
  it: {
    asks: [
      /(?<!\p{L})(parlare|chattare|contattare|passarmi|mi passi|mi passa|passatemi|passami)(?!\p{L})[^.!?\n]{0,30}(umano|persona|operatore|operatrice|qualcuno|responsabile|addetto|assistenza clienti|collega)/iu,
      /(un operatore|una persona vera|un umano)(?!\p{L})[^.!?\n]{0,10}(per favore|grazie|$)/iu,
      words(
        '(?:voglio|vorrei|ho bisogno di|mi serve|datemi|dammi)(?: (?:un|una|con|un altro))? ?(?:umano|operatore|operatrice|persona (?:vera|reale)|essere umano|consulente|responsabile)',
      ),
      words(
        "(?:mi (?:può|potete|puoi|potrebbe) (?:ri)?chiamare|(?:ri)?chiamatemi|mi (?:ri)?chiami|(?:può|potete|puoi|potrebbe) (?:ri)?chiamarmi|essere richiamat[oa])|c[’']è (?:qualcuno|una persona vera)(?=[^\\p{L}]*$)|(?:voglio|vorrei) (?:lamentarmi|fare (?:un )?reclamo)(?=[^\\p{L}]*$)",
      ),
    ],
    noBot: words(
      '(?:non(?= (?:voglio|vorrei|con|un|parlare))|niente|senza|basta)(?: (?:voglio|vorrei|parlare|con|un|una|più|il|la|questo|di|risposte)){0,5} (?:(?:ro|chat)?bot|macchina|macchine|computer|ia)',
    ),
    declines: words(
      '(?:non|senza)(?: (?:voglio|vorrei|serve|ho|bisogno|di|parlare|con|un|una|nessun|mi|passi|passare|a)){0,6} (?:umano|persona|operatore|operatrice|qualcuno|addetto)',
    ),
  },
  pt: {
    asks: [
      /(?<!\p{L})(falar|conversar|contactar|contatar|transferir|passar|passe-me|me passe)(?!\p{L})[^.!?\n]{0,30}(humano|pessoa|atendente|alguém|operador|representante|supervisor|assistente|gerente)/iu,
      /(um atendente|uma pessoa real|um humano) por favor/iu,
      words(
        '(?:quero|queria|gostaria de|preciso de|preciso|exijo|me d[êá]|dê-me)(?: (?:um|uma|de|com|outro|outra)){0,2} (?:humano|ser humano|pessoa (?:real|de verdade)|atendente|operador|funcionário)',
      ),
      words(
        '(?:liguem?-me|me liguem?|(?:pode|podem|poderia|podia)(?:m)? (?:me )?ligar(?:-me)?)(?= |[^\\p{L}]*$)|(?:tem|há) alguém (?:aí|aqui)|(?:quero|queria|gostaria de) (?:reclamar|fazer uma reclamação)(?=[^\\p{L}]*$)',
      ),
    ],
    noBot: words(
      '(?:não|sem|nada de|chega de|nenhum)(?: (?:quero|queria|falar|com|um|uma|mais|o|a|este|esta|de|respostas)){0,5} (?:(?:ro|chat)?b[oô]s?t?s?|robôs?|máquinas?|computador|ia)',
    ),
    declines: words(
      '(?:não|sem)(?: (?:quero|preciso|de|falar|com|um|uma|nenhum|me|passe|passar|para)){0,6} (?:humano|pessoa|atendente|alguém|operador|funcionário)',
    ),
  },
  nl: {
    asks: [
      /\b(met|aan)\b[^.!?\n]{0,25}\b(mens|medewerker|persoon|iemand|collega|echt mens|klantenservice|manager|leidinggevende)\b[^.!?\n]{0,25}\b(spreken|praten|chatten|doorverbinden|doorverbonden)/i,
      /\b(spreken|praten|chatten) met\b[^.!?\n]{0,20}\b(mens|medewerker|persoon|iemand|collega)|\b(medewerker|echt mens) (graag|alstublieft|aub)\b/i,
      words(
        '(?:wil|wilde|zou graag|heb|geef me|geeft u mij|graag)(?: (?:graag|nu|gewoon|een|met|echt|echte|andere|menselijke)){0,4} (?:mens|medewerker|echt persoon|echte persoon|collega)(?: nodig)?|(?:verbind|verbindt u) (?:me|mij) door',
      ),
      words(
        'bel (?:me|mij)|belt u mij|(?:kunt u|kan je|kun je|kan iemand|kunnen jullie) (?:me |mij )?(?:terug)?bellen|(?:kunt u|kan je|kun je|kan iemand|kunnen jullie) (?:me|mij) (?:\\p{L}+ )?(?:terug)?bellen|terugbelverzoek|is er iemand(?: daar)?(?=[^\\p{L}]*$)|klacht indienen(?=[^\\p{L}]*$)',
      ),
    ],
    noBot: words(
      '(?:geen|niet|zonder|genoeg van|stop)(?: (?:met|een|de|deze|meer|van|praten|willen)){0,4} (?:(?:chat|ro)?bots?|robots?|machines?|computer|ai)',
    ),
    declines: words(
      '(?:geen|niet|zonder)(?: (?:met|een|de|nodig|aan|echte)){0,3} (?:mens|medewerker|persoon|iemand|collega)',
    ),
  },
  pl: {
    asks: [
      /(rozmawiać|porozmawiać|pogadać|połącz\p{L}{0,4}|połączyć|skontaktować|przełącz\p{L}{0,4}|przekie\p{L}{0,6})[^.!?\n]{0,30}(człowiek|konsultant|osob|pracownik|kimś|przełożon|kierownik)/iu,
      words(
        '(?:chcę|chciał[ab]ym|potrzebuję|poproszę|dajcie mi|proszę o)(?: (?:z|o|do|żywego|prawdziwego|innego))* (?:człowieka|konsultanta|pracownika|prawdziwą osobę|kierownika|kontakt z człowiekiem|rozmowę z człowiekiem)',
      ),
      words(
        '(?:proszę )?(?:oddzwo[ńn]\\p{L}*|zadzwoń\\p{L}* do mnie)|(?:możecie|może ktoś|mogą państwo|czy ktoś może|czy możecie|czy mogą państwo)(?: do mnie)? (?:od|za)dzwonić|proszę o (?:telefon|kontakt telefoniczny)|czy (?:jest|ktoś) (?:tu|tam)(?: jest)?(?: ktoś)?(?=[^\\p{L}]*$)|złożyć skargę(?=[^\\p{L}]*$)',
      ),
    ],
    noBot: words(
      '(?:nie|bez|żadnych|dość|nie z)(?: (?:chcę|rozmawiać|z|od|tego|tych|gadać|automatycznych)){0,4} (?:(?:chat)?bot\\p{L}{0,3}|robot\\p{L}{0,3}|maszyn\\p{L}{0,3}|automat\\p{L}{0,3}|komputer\\p{L}{0,3})',
    ),
    declines: words(
      '(?:nie|bez)(?: (?:chcę|potrzebuję|rozmawiać|z|muszę|trzeba|mnie|łączcie|przełączajcie|żadnego)){0,5} (?:człowie\\p{L}*|konsultant\\p{L}*|pracownik\\p{L}*|osob\\p{L}*)',
    ),
  },
  nordic: {
    asks: [
      /\b(prata|tala|snakke|snakket|tale|chatta|chatte)\s(med|til)(?!\p{L})[^.!?\n]{0,25}(människa|menneske|person|medarbetare|medarbeider|medarbejder|någon|nogen|noen|kundtjänst|kundeservice|chef|sjef)/iu,
      words(
        '(?:vill|vil|ønsker|behöver|trenger|har brug for|ge mig|gi meg|giv mig)(?: (?:ha|have|gerne|gärna|gjerne|med|en|et|ett|riktig|rigtig|ekte|mänsklig|menneskelig)){0,5} (?:människa|menneske|medarbetare|medarbeider|medarbejder|levende person|riktig person|rigtig person)',
      ),
      words(
        '(?:kan|kunne|kunde) (?:ni|du|de|dere|i|någon|nogen|noen) (?:ringa|ringe)(?: till)? (?:mig|meg)|ring (?:mig|meg)(?: upp| tilbage| tilbake)?|(?:koppla|stille|sette) (?:mig|meg) (?:till|vidare|videre|om)|(?:är|er) (?:det|der) (?:någon|nogen|noen) (?:där|här|der|her)(?=[^\\p{L}]*$)',
      ),
    ],
    noBot: words(
      '(?:inte|ikke|ingen|ikkje|utan|uden|uten|inga)(?: (?:prata|tala|snakke|tale|med|en|ett|et|denna|denne|flere|fler|ha|have|vil|vill)){0,5} (?:(?:chatt?)?bott?ar?|(?:chat)?bots?|(?:chat)?botter|robot(?:ar|ter)?|maskin(?:e|er)?)',
    ),
    declines: words(
      '(?:inte|ikke|ingen|ikkje|utan|uden|uten)(?: (?:prata|tala|snakke|tale|med|en|ett|et|behöver|have|ha|brug|for|trenger)){0,5} (?:människa|menneske|person|medarbetare|medarbeider|medarbejder|någon|nogen|noen)',
    ),
  },
  tr: {
    asks: [
      /(temsilci|yetkili|insan|müşteri hizmetleri|gerçek bir kişi|gerçek bir insan|operatör|müdür|birisi)\S{0,8}[^.!?\n]{0,20}(görüş|konuş|bağla|iste|aktar|yaz)/iu,
      part(
        '(?:beni|bizi) (?:geri )?ara(?:yın|r mısınız|yabilir misiniz|sınlar|masını)|orada (?:biri|kimse) var mı|canlı destek|şikayet etmek istiyorum[^\\p{L}]*$',
      ),
    ],
    noBot: part(
      '(?<!\\p{L})(?:ro)?bot\\p{L}{0,5}(?: ile)?(?: (?:konuşmak|görüşmek|yazışmak))? (?:istem\\p{L}+|olmasın|değil)|bot cevab\\p{L}+ istem',
    ),
    declines: part(
      '(?:temsilci|yetkili|insan|operatör)\\p{L}{0,5}(?: ile)?(?: (?:konuşmak|görüşmek))? (?:istem(?:iyorum|em)|gerek yok|gerekmez|bağlamayın|aktarmayın)',
    ),
  },
  east: {
    asks: [
      /(поговорить|соедин|переключ|связаться|связать|позовите|нужен|нужна|хочу|дайте|требую|поговорити|з['’]єднай|потрібен|покличте)[^.!?\n]{0,30}(человек|оператор|менеджер|сотрудник|специалист|начальник|руководител|людин|консультант|керівник|живым)/iu,
      /^[\s\p{P}]{0,5}(живой |живого )?(оператор|человек|человека|людина|людину)[\s\p{P}]{0,5}$/iu,
      part(
        'перезвоните|позвоните мне|(?:можете|могли бы|может кто-нибудь)(?: вы| мне)* (?:пере|по)?звонить|зателефонуйте|передзвоніть|(?:можете|могли б)(?: ви| мені)* (?:зателефонувати|передзвонити)|(?:тут |там )?(?:есть кто-нибудь|кто-нибудь есть|є хтось|хтось є)(?: живой| живий)?(?: тут| там)?[^\\p{L}]*$|хочу пожаловаться[^\\p{L}]*$|хочу поскаржитися[^\\p{L}]*$',
      ),
    ],
    noBot: part(
      '(?<!\\p{L})(?:не|без|хватит|ни|ніяких|никаких|надоел[аи]?)(?: (?:хочу|разговаривать|говорить|общаться|с|розмовляти|говорити|спілкуватися|з|із|этим|цим|нужен|потрібен)){0,4} (?:чат-?)?(?:бот|робот|машин|автомат)',
    ),
    declines: part(
      '(?<!\\p{L})(?:не|без)(?: (?:хочу|надо|нужно|нужен|говорить|разговаривать|соединять|соединяйте|переключайте|с|треба|потрібен|потрібно|розмовляти|говорити|з|із|мене|меня)){0,5} (?:человек|оператор|менеджер|сотрудник|специалист|людин|консультант)',
    ),
  },
}
