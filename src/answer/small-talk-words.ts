/**
 * What customers write around their questions and never as one, by language: whole phrases, in lower case, without signs.
 * `noted`: it is taken in; `leave`: nothing more is wanted, or not yet; `unhelped`: the answer was none; `needsHelp`: a question is to
 * come; `kind`: what stands beside thanks; `thanks`: in the languages whose thanks are said in a phrase.
 */
export interface SmallTalkWords {
  noted: string
  leave: string
  unhelped: string
  needsHelp: string
  kind: string
}

/** Between them stand spaces. */
export const SPACED: Record<string, SmallTalkWords> = {
  en: {
    noted:
      "o?k|okay|okey|oki|kk|al?right|right|(?:that|this|it|all)(?:'?s| is| sounds)? (?:all )?(?:fine|good|great|ok|okay|perfect|cool|clear)|sounds good|fine|good|great|very good|perfect|super|cool|nice|awesome|amazing|brilliant|excellent|lovely|wonderful|fantastic|yay|wow|aha|ah|oh|a?hm+|mhm|i see|got it|gotcha|(?:i )?understand|understood|noted|sure|yes|yep|yeah|yup|ye|makes sense|of course|no problem|np|no worries|lol|haha|then|well|(?:it|the parcel|my order|my parcel|my package|package)(?: has| is)?(?: just| finally| now)? (?:came|arrived|here|there)|(?:i )?found it|all done|done",
    leave:
      "no thanks?(?: you)?|no thx|no need|never ?mind|nvm|forget it|forget about it|don'?t worry|(?:just )?(?:one|a) (?:sec|second|moment|minute|min)|wait|hold on|hang on|(?:i )?will do|i(?: wi|')ll (?:check|look|try|do that|wait|see|have a look|try that)|let me (?:check|see|look|try)(?: that| it)?|that(?: i|')?s (?:it|all)|that will be all|that'?ll be all|nothing else|not now|maybe later|later",
    unhelped:
      "no|nope|nah|(?:no )?(?:that|this|it)(?: i|')?s (?:not|wrong|no help|not (?:what i (?:asked|meant|wanted|need|needed)(?: for)?|my question|it|right|correct|helpful|true|the answer))|not what i (?:asked|meant|wanted)(?: for)?|wrong(?: answer| article)?|(?:that|this|it)?(?: still)? ?(?:does|did|do)(?: not|n'?t)(?: really)? (?:help|work|answer)(?: me| my question| at all)?|not helpful|unhelpful|no help|useless|(?:it )?(?:still|but) (?:nothing|not|no|not working|no answer|not here|no help)|nothing|(?:and |so )?what now|and now|now what|so|and|huh|what|hello hello|you (?:never|do not|don'?t|did not|didn'?t|are not|aren'?t) (?:answer|answering|help|helping|listen|listening|understand)(?: me| my question)?|i (?:do not|don'?t) understand|not solved|still waiting|try again",
    needsHelp:
      "(?:i )?(?:have|got|have got|ve got|i have) (?:a|an|one|another|some|two|a few|a small|a couple of) (?:quick |short |small |general )?(?:questions?|problems?|issues?|requests?)|i(?: a|')m having (?:a problem|problems|an issue|issues|trouble)|(?:a |just a |one )?(?:quick |another )?questions?|(?:can|could|would|will|may) (?:you|someone|somebody|anyone|anybody|u) (?:please |pls )?help(?: me)?(?: please| pls| out| with something| out please)?|(?:please |pls )?help(?: me)?(?: please| pls| out)?|(?:i )?(?:really )?need (?:some |your |a little |a bit of )?(?:help|assistance|support|info|information)(?: please)?|(?:can|could|may) i ask (?:you )?(?:something|a question|one thing)|i (?:want|would like|wanted|need) to ask (?:you )?(?:something|a question)|please|pls|plz|support|assistance",
    kind: "no|that|this|is|that's|thats|it|was|are|all|fine|anyway|any ?way|(?:quick |fast |prompt )?(?:reply|response|answer)|weekend|yay|nice|have|had|a|an|good|great|lovely|day|evening|one|so|quick|really|very|much|kind|kindly|of|the|best|for|to|too|again|in|advance|everything|service|support|info|information|time|patience|helpful|been|i|we|appreciate|appreciated|your|you've|ve|s|team|guys|mate|folks|bro|man|dear|wonderful|amazing|brilliant|excellent|nicely|super|sorted|then|now|got|as|always|regards|greetings|bunch|million|ok|okay|great|perfect|cool|awesome|alright|wow|oh|ah",
  },
  de: {
    noted:
      'o?k|okay|okey|oki|alles klar|klar|verstanden|verstehe|passt(?: so| schon)?|super|prima|klasse|gut|sehr gut|schön|toll|perfekt|top|spitze|(?:das ist )?in ordnung|geht klar|ach so|achso|aha|ah|oh|hm+|genau|ja|jo|jap|jep|jawohl|(?:es )?ist (?:jetzt |gerade )?(?:da|angekommen)|hab(?:e)?(?: es|s)? gefunden|gefunden|dann|na gut|gerne?|das freut mich',
    leave:
      "nein danke|ne danke|nee danke|danke nein|schon gut|egal|vergiss es|vergessen sie es|nicht nötig|mach ich|mache ich|werde ich(?: machen)?|(?:einen |ein )?moment|(?:eine )?sekunde|(?:einen )?augenblick|warte|warten sie|ich (?:schaue|schau|sehe|gucke|prüfe)(?: mal| das)* ?(?:nach)?|(?:okay )?dann warte ich|ich warte|das (?:ist|wäre|war'?s?)(?: alles)?|das wars|später|jetzt nicht",
    unhelped:
      '(?:nein|nö|nee|ne)|falsch(?:e antwort)?|das (?:hilft|nützt|bringt)(?: mir)?(?: leider)? (?:nicht|nichts|nix)(?: weiter)?|(?:das )?hat(?: mir| leider)* nicht geholfen|das (?:war|ist)(?: doch)? nicht meine frage|das (?:habe|hab) ich nicht (?:gefragt|gemeint)|(?:immer )?noch(?: immer)? (?:nichts|nicht|nix)|nichts|nix|und (?:jetzt|nun)|was (?:jetzt|nun)|na und|und|also|(?:geht|funktioniert|klappt)(?: immer)?(?: noch)? nicht|verstehe ich nicht|nicht hilfreich',
    needsHelp:
      '(?:ich )?(?:habe?|hätte)(?: da| mal| noch| gerne?)* (?:eine?|ein paar|zwei|mehrere|ne|nen)? ?(?:kurze |kleine |schnelle |andere |weitere |allgemeine )?(?:fragen?|problem|probleme|anliegen)|(?:eine )?(?:kurze )?frage|(?:können|könnten|kann|könnte|kannst|könntest) (?:sie|du|ihr|jemand|man)(?: mir| bitte| kurz)* (?:weiter)?helfen|(?:bitte )?hilfe(?: bitte)?|(?:ich )?(?:brauche|bräuchte|benötige)(?: mal| bitte| ihre| deine| etwas)* hilfe|(?:darf|kann) ich(?: sie| dich| mal| kurz)* (?:etwas|was) fragen|(?:helfen sie|hilf|helft) mir(?: bitte)?|bitte',
    kind: 'das|ist|war|es|alles|gut|super|nett|sehr|so|ganz|herzlichen|herzlich|besten|lieben|für|die|der|den|schnelle|rasche|nette|antwort|hilfe|auskunft|info|mühe|und|schönes|schönen|wochenende|tag|abend|noch|ihnen|dir|euch|im|voraus|trotzdem|mir|hat|geholfen|klasse|toll|perfekt|ok|okay|nein|ja|liebe|viele|grüße|gruß|lg|mfg|auch|dann|wieder|ihre|deine',
  },
  fr: {
    noted:
      "o?k|okay|d'accord|daccord|entendu|compris|j'ai compris|très bien|bien|parfait|super|génial|top|je vois|ça marche|c'est (?:bon|noté|parfait|compris|clair)|noté|bien reçu|oui|ah|oh|hm+|voilà|(?:il|elle|c'est|le colis) (?:est )?arrivée?|trouvé",
    leave:
      "non merci|laisse[zr]? tomber|tant pis|ce n'est pas grave|pas grave|(?:un |une )?(?:instant|moment|seconde|minute)|attende[zr]|attends|je (?:vais )?(?:regarde[r]?|vérifie[r]?|voir)|c'est tout|plus tard|pas maintenant|oubliez|oublie",
    unhelped:
      "non|faux|mauvaise réponse|(?:ça|cela) ne (?:m'aide|aide|marche|fonctionne)(?: toujours)? pas|ça m'aide pas|ce n'est pas (?:ma question|ce que j'ai demandé|utile)|c'est pas (?:ma question|ce que j'ai demandé)|toujours (?:rien|pas)|rien|et maintenant|et alors|et|alors|pas utile|inutile|je ne comprends pas",
    needsHelp:
      "j'ai (?:une|des|quelques|un)(?: petite| autre| petit)? (?:questions?|problèmes?|soucis?)|(?:une )?(?:petite )?question|(?:pouvez|pourriez|peux|pourrais)[- ](?:vous|tu) m'aider|vous pouvez m'aider|(?:à l')?aide(?:z[- ]moi)?|j'ai besoin d'aide|besoin d'aide|je peux (?:vous )?poser une question|s'il (?:vous|te) pla[iî]t|svp|stp",
    kind: 'beaucoup|bcp|pour|la|le|votre|ton|aide|réponse|rapide|tout|c|est|bonne|bon|journée|soirée|weekend|week|end|à|vous|toi|aussi|très|bien|gentil|super|parfait|ok|non|oui|et|infiniment|mille|fois|quand|même|de|d|rien|accord',
  },
  es: {
    noted:
      'o?k|okay|vale|de acuerdo|entendido|entiendo|perfecto|genial|muy bien|bien|bueno|estupendo|excelente|ya veo|listo|claro|sí|si|ah|oh|hm+|está bien|(?:ya )?(?:ha llegado|llegó)|(?:ya )?lo encontré|súper|super',
    leave:
      'no gracias|no importa|da igual|olvídal[oe]|olvídelo|déjalo|déjelo|(?:un )?(?:momento|segundo|minuto)|espera|espere|voy a (?:ver|mirar|comprobar)|(?:eso )?es todo|nada más|más tarde|ahora no',
    unhelped:
      'no|incorrecto|mal|(?:eso )?no (?:me )?(?:ayuda|sirve|funciona)(?: nada)?|(?:eso )?no es (?:lo que (?:pregunté|he preguntado|quería)|mi pregunta)|(?:todavía|aún|sigo sin) nada|todavía no|nada|y ahora(?: qué)?|y|entonces|no entiendo|sigue sin funcionar',
    needsHelp:
      '(?:tengo|tenía) (?:una|un|unas|algunas|otra)(?: pequeña)? (?:preguntas?|dudas?|consultas?|problema)|(?:una )?(?:pregunta|duda|consulta)|(?:me )?(?:puede|puedes|pueden|podría|podrías)(?: me)? ayudar(?:me)?|(?:me )?ayuda(?: por favor)?|ayúd[ae]me|necesito ayuda|puedo (?:hacer(?:le|te)? una pregunta|preguntar(?:le|te)? algo)|por favor|porfa',
    kind: 'muchas|mil|muy|por|la|el|tu|su|ayuda|respuesta|rápida|todo|eso|es|buen|buena|día|tarde|fin|de|semana|amable|igualmente|a|usted|ti|vale|ok|genial|perfecto|y|no|sí|que|tenga|tengas|un|muchísimas',
  },
  it: {
    noted:
      "o?k|okay|va bene|capito|ho capito|d'accordo|perfetto|ottimo|bene|benissimo|molto bene|chiaro|certo|sì|si|ah|oh|hm+|super|fantastico|è arrivat[oa]|trovato|tutto chiaro",
    leave:
      "no grazie|non importa|lasci(?:a|ate)? (?:stare|perdere)|fa niente|(?:un )?(?:momento|attimo|secondo|minuto)|aspett[ai]|(?:adesso )?(?:controllo|guardo|verifico)|è tutto|nient'altro|più tardi|non ora",
    unhelped:
      'no|sbagliato|(?:questo )?non (?:mi )?(?:aiuta|serve|funziona|è utile)|non è (?:quello che ho chiesto|la mia domanda)|non ho chiesto questo|ancora (?:niente|nulla|no)|niente|nulla|e (?:adesso|ora)|e|allora|non capisco',
    needsHelp:
      'ho (?:una|un|delle|alcune|qualche)(?: piccola| altra)? (?:domand[ae]|problema|dubbio)|(?:una )?domanda|(?:mi )?(?:può|puoi|potete|potrebbe|potresti) aiutar(?:e|mi)|aiuto|aiutatemi|(?:mi serve|ho bisogno di) (?:un )?aiuto|posso (?:fare una domanda|chiedere una cosa)|per favore|per piacere',
    kind: "mille|molte|tante|per|la|il|l|aiuto|risposta|veloce|tutto|è|buona|buon|giornata|serata|fine|settimana|weekend|gentilissim[oi]|gentile|molto|anche|a|lei|te|ok|perfetto|no|sì|e|dell'aiuto|infinite",
  },
  pt: {
    noted:
      'o?k|okay|certo|entendi|entendido|compreendi|tá bom|tudo bem|está bem|está bom|perfeito|ótimo|óptimo|beleza|blz|bem|muito bem|sim|claro|ah|oh|hm+|legal|fixe|show|(?:já )?chegou|encontrei|já vi',
    leave:
      'não obrigad[oa]|deixa?(?: pra| para) lá|esque[çc]a?e?|não faz mal|não importa|(?:um )?(?:momento|segundo|minuto|instante)|esper[ae]|vou (?:ver|verificar|conferir)|é (?:tudo|só isso|só)|mais tarde|agora não',
    unhelped:
      'não|errado|(?:isso )?não (?:me )?(?:ajuda|ajudou|serve|funciona|resolveu)|não foi isso que (?:eu )?perguntei|não é isso|(?:ainda|continua) (?:nada|não)|nada|e agora|e|então|não entendi|não percebo',
    needsHelp:
      'tenho (?:uma|um|algumas|outra)(?: pequena)? (?:perguntas?|dúvidas?|problema|questão)|(?:uma )?(?:pergunta|dúvida)|(?:pode|podem|poderia|podes|podia)(?: me)? ajudar(?:-me)?|(?:me )?ajuda|ajude-me|me ajude|preciso de (?:uma )?ajuda|posso (?:fazer uma pergunta|perguntar uma coisa)|por favor|pfv',
    kind: 'muito|muita|pela|pelo|por|a|o|sua|tua|ajuda|resposta|rápida|tudo|é|bom|boa|dia|tarde|fim|de|semana|igualmente|ok|perfeito|e|não|sim|mesmo|imenso|demais|atenção',
  },
  nl: {
    noted:
      'o?k|oké|okay|oke|okee|prima|goed|heel goed|begrepen|duidelijk|helder|top|super|fijn|mooi|perfect|(?:is |dat is )?(?:in orde|goed|prima)|ja|jep|jawel|ah|oh|hm+|snap ik|ik snap het|ik begrijp het|(?:het )?is (?:er|aangekomen|binnen)|gevonden',
    leave:
      'nee (?:bedankt|dank je|dank u|hoor)|laat maar|maakt niet uit|momentje|(?:een )?(?:moment|ogenblik|seconde|minuutje)|wacht(?: even)?|ik (?:kijk|check|ga kijken)(?: even)?|doe ik|zal ik doen|dat (?:is|was) (?:alles|het)|later|nu niet',
    unhelped:
      'nee|fout|(?:dat |dit )?(?:helpt|werkt)(?: me)?(?: nog steeds)? niet|dat (?:vroeg ik niet|bedoel ik niet|is niet mijn vraag)|nog (?:steeds |altijd )?(?:niets|niks|niet)|niets|niks|en nu|wat nu|en|dus|niet behulpzaam|ik begrijp het niet',
    needsHelp:
      'ik heb (?:een|nog een|wat|een paar) ?(?:korte |snelle |kleine |andere )?(?:vraag|vraagje|vragen|probleem)|(?:een )?(?:korte )?(?:vraag|vraagje)|(?:kunt|kan|kun|kunnen) (?:u|je|jij|jullie|iemand)(?: mij| me)? (?:even )?helpen|help(?: me| mij)?|hulp|ik heb hulp nodig|mag ik (?:iets|wat) vragen|alstublieft|alsjeblieft|aub',
    kind: 'heel|erg|zeer|hartelijk|voor|de|het|uw|je|jullie|u|hulp|snelle|antwoord|reactie|alles|dat|is|fijne|fijn|dag|avond|weekend|ook|nog|en|wel|ok|prima|super|top|nee|ja|goed|alvast|info',
  },
  pl: {
    noted:
      'o?k|okej|oki|dobrze|dobra|rozumiem|zrozumiał[ea]m|jasne|super|świetnie|w porządku|spoko|tak|perfekcyjnie|doskonale|ah|oh|aha|hm+|(?:już )?(?:doszła|doszło|przyszła|przyszło|dotarła|jest)|znalazł[ea]m',
    leave:
      'nie dziękuję|nie dzięki|nieważne|nie ważne|nie trzeba|(?:jedną )?(?:chwil[ęk]|chwileczkę|moment|momencik|sekundę|minutę)|(?:proszę )?(?:poczekać|czekaj)|sprawdzę|zobaczę|to (?:wszystko|tyle)|później|nie teraz',
    unhelped:
      'nie|źle|(?:to )?nie (?:pomaga|pomogło|działa|o to pytał[ea]m|o to chodzi)|zła odpowiedź|(?:nadal|dalej|wciąż) (?:nic|nie)|nic|(?:i )?co teraz|i co|i|więc|nie rozumiem',
    needsHelp:
      'mam (?:jedno |krótkie |małe |inne )?(?:pytanie|pytania|problem|kilka pytań)|pytanie|(?:czy )?(?:może|możesz|możecie|mogą|mógłby|mogłaby)(?: pan| pani| państwo| ktoś| mi)* pomóc|pomocy|pomoc|pomóżcie|potrzebuję pomocy|(?:czy )?mogę (?:o coś )?zapytać|proszę',
    kind: 'bardzo|serdecznie|wielkie|za|pomoc|odpowiedź|szybką|wszystko|to|miłego|dnia|weekendu|wieczoru|i|ok|super|dobrze|nie|tak|też|również|z|góry',
  },
  nordic: {
    noted:
      'o?k|okej|okay|oki|förstår|jag förstår|bra|toppen|perfekt|fint|uppfattat|super|ja|jo|jepp|ja visst|javisst|forstået|jeg forstår|godt|det er (?:godt|fint|i orden)|i orden|greit|skjønner|flott|supert|den store|ah|oh|aha|hm+|fin(?:t)?|(?:den|det|pakken|paketet) (?:har kommit|kom|er kommet|er her|är här)|hittade den|fant den|fandt den',
    leave:
      'nej tack?|nei takk|strunt samma|glöm det|glem det|det spiller ingen rolle?|(?:ett |et )?(?:ögonblick|øjeblik|øyeblikk|sekund|minut|minutt)|vänta|vent(?: lige| litt)?|jag (?:kollar|ska kolla)|jeg (?:tjekker|kigger|sjekker)|det (?:var|er|är) (?:allt|alt|det hele)|senare|senere|inte nu|ikke nu',
    unhelped:
      'nej|nei|fel|feil|forkert|(?:det|den)(?: her| här)? (?:hjälper|hjälpte|hjælper|hjalp|hjelper|fungerar|virker)(?: mig| meg)?(?: stadig| fortfarande| fortsatt)? (?:inte|ikke)|det var (?:inte|ikke) det(?: jag| jeg)? (?:frågade|spurgte om|spurte om)|(?:fortfarande|stadig|fortsatt) (?:inget|ingenting|intet|ikke noget|inte|ikke)|ingenting|inget|intet|och nu|og nu|og nå|vad nu|hvad nu|hva nå|och|og|så',
    needsHelp:
      '(?:jag|jeg) har (?:en|et|ett|några|nogle|noen)(?: snabb| kort| hurtig| lite)? (?:fråga|frågor|spørgsmål|spørsmål|problem)|(?:en )?(?:fråga|spørgsmål|spørsmål)|(?:kan|kunne|kunde|vil) (?:du|ni|i|dere|nogen|någon|noen) (?:hjälpa|hjælpe|hjelpe)(?: mig| meg)?|hjälp(?: mig)?|hjælp(?: mig)?|hjelp(?: meg)?|(?:jag behöver|jeg har brug for|jeg trenger) (?:hjälp|hjælp|hjelp)|(?:får|må|kan) (?:jag|jeg) (?:fråga|spørge|spørre)(?: om)?(?: en sak| om noget| om noe)?|snälla|vær så snill',
    kind: 'så|mycket|meget|mye|för|for|hjälpen|hjælpen|hjelpen|svaret|snabba|hurtige|allt|alt|det|är|er|var|ha|hav|en|bra|god|fin|dag|kväll|helg|weekend|selv|detsamma|i|like|måde|och|og|ok|super|nej|ja|tusen|tusind|på|förhand|forhånd',
  },
  tr: {
    noted:
      'o?k|okay|tamam(?:dır)?|anladım|anlaşıldı|peki|olur|süper|harika|güzel|iyi|çok iyi|mükemmel|evet|aynen|ah|oh|hm+|(?:şimdi )?geldi|buldum',
    leave:
      'hayır (?:teşekkürler|teşekkür ederim|sağ ?ol(?:un)?)|boş ?ver(?:in)?|önemli değil|(?:bir )?(?:dakika|saniye|saniye lütfen)|bekle(?:yin)?|bakayım|bakacağım|kontrol edeyim|bu kadar|hepsi bu|sonra|şimdi değil',
    unhelped:
      'hayır|yanlış|işe yaramadı|yardımcı olmadı|yardımı olmadı|bunu sormadım|sorum bu değil|(?:hala|hâlâ)(?: bir şey)? (?:yok|olmadı|çalışmıyor)|hiçbir şey|çalışmıyor|(?:peki )?şimdi ne(?: olacak)?|peki ya şimdi|ee+|yani|anlamadım',
    needsHelp:
      '(?:bir|birkaç) (?:sorum|sorunum|problemim)(?: var| olacak)?|sorum var|(?:bir )?soru|(?:bana )?yardım(?:cı)?(?: eder| olur| edebilir| olabilir)? ?(?:misiniz|misin|musunuz|musun)|yardım(?: edin| lazım)?|yardıma ihtiyacım var|bir şey sorabilir miyim|lütfen',
    kind: 'çok|için|yardımınız|yardımın|cevabınız|hızlı|cevap|her|şey|iyi|günler|akşamlar|hafta|sonları|size|de|da|ok|tamam|süper|ve|hayır|evet',
  },
  ru: {
    noted:
      'о?к|окей|o?k|хорошо|понятно|понял[аи]?|ясно|ладно|отлично|супер|здорово|прекрасно|да|ага|угу|а|о|хм+|договорились|всё ясно|все ясно|(?:уже )?(?:пришло|пришёл|пришел|пришла|приехало)|наш[её]л|нашла',
    leave:
      'нет спасибо|спасибо нет|не ?важно|не надо|не нужно|забудьте|забудь|(?:одну |одна )?(?:минут[уа]|минуточку|секунд[уа]|секундочку|момент)|подождите|подожди|сейчас (?:посмотрю|проверю)|посмотрю|проверю|(?:это )?вс[её]|потом|позже|не сейчас',
    unhelped:
      'нет|не то|неверно|неправильно|(?:это )?не (?:помогает|помогло|работает)|(?:я )?не (?:это|об этом) спрашивал[аи]?|(?:всё|все)? ?(?:ещё|еще|равно) (?:ничего|не|нет)|до сих пор (?:ничего|нет)|ничего|(?:и )?что теперь|ну и что|и|и что|ну|не понимаю',
    needsHelp:
      'у меня(?: есть)? (?:один |маленький |ещё )?(?:вопрос|вопросы|проблема|несколько вопросов)|(?:есть )?вопрос|(?:вы )?(?:можете|могли бы|сможете|можешь)(?: вы)?(?: мне)? помочь|(?:мне )?нужна помощь|помогите|помоги|помощь|можно (?:спросить|задать вопрос|вопрос)|пожалуйста',
    kind: 'большое|огромное|вам|тебе|за|помощь|ответ|быстрый|всё|все|это|хорошего|доброго|дня|вечера|выходных|и|ок|отлично|хорошо|нет|да|тоже|заранее',
  },
  uk: {
    noted:
      'о?к|окей|добре|зрозуміло|зрозумів|зрозуміла|ясно|гаразд|чудово|супер|так|ага|хм+|домовились|(?:вже )?(?:прийшло|прийшов|прийшла)|знайшов|знайшла',
    leave:
      'ні дякую|дякую ні|неважливо|не треба|не потрібно|забудьте|(?:одну )?(?:хвилинку|хвилину|секунду|момент)|зачекайте|подивлюся|перевірю|(?:це )?все|потім|пізніше|не зараз',
    unhelped:
      'ні|не те|неправильно|(?:це )?не (?:допомагає|допомогло|працює)|(?:я )?не (?:це|про це) (?:питав|питала|запитував|запитувала)|(?:досі|все ще|ще) (?:нічого|ні|не)|нічого|(?:і )?що тепер|і|і що|ну|не розумію',
    needsHelp:
      '(?:у мене|в мене|маю)(?: є)? (?:одне |ще одне )?(?:питання|запитання|проблема)|(?:є )?(?:питання|запитання)|(?:ви )?(?:можете|могли б|зможете)(?: ви)?(?: мені)? допомогти|(?:мені )?потрібна допомога|допоможіть|допомога|можна (?:запитати|питання)|будь ласка',
    kind: 'дуже|щиро|велике|вам|тобі|за|допомогу|відповідь|швидку|все|це|гарного|дня|вечора|вихідних|і|ок|добре|чудово|ні|так|теж',
  },
  ar: {
    noted: 'حسنا|حسنًا|حسناً|تمام|طيب|مفهوم|فهمت|ماشي|ممتاز|رائع|جيد|نعم|أجل|اوك|أوكي|اوكي|ok|وصل|وصلت|وجدته',
    leave:
      'لا شكرا|لا شكرًا|لا شكراً|لا بأس|لا يهم|انس الأمر|انسى الموضوع|لحظة|دقيقة|ثانية|انتظر|سأتحقق|هذا كل شيء|لاحقا|ليس الآن',
    unhelped:
      'لا|خطأ|(?:هذا )?لا (?:يساعد|يساعدني|يفيد|يعمل)|لم (?:يساعدني|يساعد|ينفع)|ليس هذا (?:ما سألت عنه|سؤالي|ما سألت)|(?:ما زال |لا يزال )?لا شيء|(?:و)?ماذا الآن|والآن|لم أفهم',
    needsHelp:
      '(?:لدي|عندي|لديّ) (?:سؤال|استفسار|مشكلة|أسئلة)|سؤال|استفسار|(?:هل )?(?:يمكنك|تستطيع|يمكنكم|ممكن)(?: أن)? (?:مساعدتي|تساعدني|تساعدوني)|ممكن مساعدة|(?:أحتاج|احتاج|أريد|اريد)(?: إلى)? (?:مساعدة|المساعدة)|مساعدة|ساعدوني|ساعدني|من فضلك|لو سمحت',
    kind: 'جزيلا|جزيلًا|جزيلاً|لك|لكم|على|المساعدة|مساعدتك|مساعدتكم|الرد|السريع|كل|شيء|كثيرا|كثيراً|يوم|سعيد|تمام|حسنا|و|لا|نعم',
  },
  he: {
    noted: 'אוקיי|אוקי|ok|בסדר|הבנתי|מעולה|סבבה|יופי|טוב|נהדר|מצוין|כן|ברור|אהה|הגיע|הגיעה|מצאתי',
    leave:
      'לא תודה|לא משנה|עזוב|עזבי|תשכחו מזה|רגע|שנייה|דקה|חכה|אני (?:אבדוק|בודקת?)|זה הכל|זהו|אחר כך|לא עכשיו',
    unhelped:
      'לא|לא נכון|טעות|(?:זה )?לא (?:עוזר|עזר|עובד)(?: לי)?|(?:זה )?לא מה ששאלתי|לא זה|עדיין (?:כלום|לא)|כלום|(?:ו)?מה עכשיו|אז|לא הבנתי',
    needsHelp:
      '(?:יש|הייתה) לי (?:שאלה|שאלות|בעיה)(?: קטנה)?|שאלה|(?:אפשר|תוכלו|תוכל|אתם יכולים|אתה יכול)(?: בבקשה)? (?:עזרה|לעזור(?: לי)?)|(?:אני )?צריכ?ה? עזרה|עזרה|תעזרו לי|אפשר לשאול(?: שאלה| משהו)?|בבקשה',
    kind: 'רבה|לך|לכם|על|העזרה|עזרתך|התשובה|המהירה|הכל|מאוד|יום|טוב|נעים|שבת|שלום|סופש|אוקיי|בסדר|ו|לא|כן',
  },
  hi: {
    noted:
      'ठीक(?: है)?|अच्छा|समझ (?:गया|गई|गयी|आ गया)|जी(?: हाँ| हां)?|हाँ|हां|बढ़िया|बहुत अच्छा|ओके|ok|okay|theek hai|thik hai|accha|acha|haan|samajh (?:gaya|gayi)|मिल गया',
    leave:
      'नहीं धन्यवाद|जी नहीं धन्यवाद|कोई बात नहीं|रहने (?:दो|दीजिए)|रुकिए|रुको|एक (?:मिनट|सेकंड)|देखता हूँ|देखती हूँ|बस इतना ही|बस|बाद में|nahi dhanyavad|koi baat nahi|rehne do|ek minute',
    unhelped:
      'नहीं|नही|जी नहीं|गलत|(?:इससे )?(?:कोई )?मदद नहीं (?:मिली|हुई)|(?:मैंने )?(?:यह|ये) नहीं पूछा|अभी (?:भी|तक) (?:कुछ )?नहीं|कुछ नहीं|(?:तो )?अब क्या|तो|समझ नहीं आया|nahi|nahin|galat',
    needsHelp:
      '(?:मेरा|मेरे पास)(?: एक)? (?:सवाल|प्रश्न|समस्या)(?: है)?|(?:एक )?(?:सवाल|प्रश्न)|(?:क्या )?(?:आप )?(?:मेरी )?(?:मदद|सहायता) (?:कर सकते हैं|करेंगे|कीजिए|करो|करें)|(?:मुझे )?(?:मदद|सहायता)(?: चाहिए)?|कृपया|प्लीज़|(?:meri )?madad(?: chahiye| karo)?|ek sawal(?: hai)?',
    kind: 'बहुत|बहुत-बहुत|आपका|आपकी|मदद|के|लिए|जवाब|जल्दी|सब|शुभ|दिन|है|ok|ठीक|bahut|aapka|ji|जी|नहीं',
  },
  id: {
    noted:
      'oke|ok|okay|okey|oki|baik(?:lah)?|siap|mengerti|saya mengerti|paham|sip|bagus|mantap|ya|iya|yup|oh|begitu|oh begitu|jelas|sudah (?:sampai|datang|ketemu)',
    leave:
      'tidak terima kasih|nggak terima kasih|tidak usah|gak usah|nggak usah|lupakan(?: saja)?|tidak jadi|gak jadi|nggak jadi|sebentar|tunggu(?: sebentar)?|saya (?:cek|periksa)(?: dulu)?|itu saja|sudah cukup|nanti(?: saja)?',
    unhelped:
      'tidak|nggak|gak|enggak|bukan|salah|(?:ini |itu )?(?:tidak|gak|nggak) (?:membantu|berhasil|bisa)|bukan itu(?: yang saya (?:tanya(?:kan)?|maksud))?|masih (?:belum(?: ada)?|tidak(?: ada)?)|belum(?: ada)?|tidak ada(?: apa-apa)?|lalu|terus|(?:sekarang )?(?:bagaimana|gimana) (?:sekarang|dong)|saya tidak mengerti',
    needsHelp:
      '(?:saya )?(?:ada|punya|mau|ingin)(?: tanya| bertanya| satu| sebuah| beberapa| mengajukan)* ?(?:pertanyaan|masalah)|(?:saya )?(?:mau|ingin|boleh) (?:tanya|bertanya|nanya)|tanya|pertanyaan|(?:bisa|bisakah|boleh|dapatkah)(?: anda| kamu| tolong| minta)* (?:bantu|membantu|bantuan|bantuannya)(?: saya)?|(?:saya )?(?:butuh|perlu) bantuan|(?:tolong|bantu|bantuan)(?: saya| bantu)*|mohon',
    kind: 'banyak|atas|bantuannya|bantuan|jawabannya|balasannya|ya|sangat|semuanya|semua|itu|hari|selamat|pagi|siang|sore|malam|ok|oke|kak|pak|bu|min|sama|tidak|dan',
  },
}

/** Scripts that set no spaces, or not always the same. */
export const DENSE: Record<string, SmallTalkWords> = {
  ja: {
    noted:
      '了解(?:です|しました|いたしました)?|わかりました|分かりました|わかった|承知(?:です|しました|いたしました)?|なるほど|オッケー|オーケー|はい|うん|届きました|見つかりました|よかった|良かったです',
    leave:
      '大丈夫です|結構です|いいです|いえ(?:いえ)?大丈夫です|いいえ(?:大丈夫|結構)です|少々お待ちください|ちょっと待って(?:ください)?|待って(?:ください)?|確認(?:します|してみます)|以上です|また後で',
    unhelped:
      'いいえ|いや|違います|ちがいます|違う|そうではありません|(?:それは)?(?:役に立ちません|解決しません|解決していません)|(?:それは)?聞いていません|まだ(?:です|ありません|届きません)|それで|だめです|ダメです',
    needsHelp:
      '(?:一つ|ちょっと)?(?:質問|相談|お聞きしたいこと|聞きたいこと)(?:が(?:あります|ある|ございます)|です|してもいいですか|があるのですが|があるんですが)?|助けて(?:ください|もらえますか|いただけますか)?|(?:手伝って|教えて)(?:ください|もらえますか|いただけますか)?|ヘルプ|お願いします|すみません',
    kind: 'どうも|本当に|とても|ご対応|早い|返信|はい|いえ|了解です|助かりました',
  },
  zh: {
    noted:
      '好(?:的|吧|滴|哒)?|知道了|明白(?:了)?|了解(?:了)?|收到(?:了)?|行|可以|嗯|哦|噢|是(?:的)?|对|對|懂了|太好了|很好|到了|找到了|ok',
    leave:
      '不用(?:了)?(?:谢谢|謝謝)?|不需要(?:了)?|没事(?:了|儿)?|沒事(?:了)?|算了|没关系|沒關係|稍等(?:一下)?|等一下|等等|我(?:看看|查一下|试试|先看看)|就这样|就這樣|没有了|沒有了|以后再说',
    unhelped:
      '不|不是|不对|不對|错了|錯了|没用|沒用|没有用|没帮助|沒幫助|没有帮助|答非所问|(?:这|這)?不是我(?:问|要问|問)的|还是(?:没有|不行|没)|還是(?:沒有|不行)|还没(?:有)?|還沒(?:有)?|然后呢|然後呢|所以呢|现在呢|现在怎么办|没有|沒有|看不懂',
    needsHelp:
      '(?:我)?(?:有|想问|想问一下|想問|想請問)(?:一?个|一?個|几个)?(?:问题|問題|事|疑问)?|(?:我)?有(?:一?个|一?個)?(?:问题|問題)(?:想问)?|(?:请问|請問|你好请问)|(?:你|您|你们)?(?:能|可以|能不能|可不可以)(?:帮|幫)(?:帮|一下)?(?:我|忙)?(?:吗|嗎)?|(?:帮|幫)(?:帮)?(?:我|忙)|(?:我)?(?:需要|要)(?:帮助|幫助|帮忙)|求助|帮助|拜托',
    kind: '你(?:们)?的?|您(?:的)?|帮助|幫助|回复|好的|非常|很|真的|太|啦|了|不用|好',
  },
  ko: {
    noted:
      '네|넵|넹|예|응|알겠(?:습니다|어요|어)|알았(?:습니다|어요|어)|오케이|ㅇㅋ|ok|확인했(?:습니다|어요)|이해했(?:습니다|어요)|좋(?:아요|습니다|네요)|그렇군요|아하|왔어요|도착했(?:어요|습니다)|찾았(?:어요|습니다)',
    leave:
      '아니(?:요|오)? ?괜찮(?:아요|습니다)|괜찮(?:아요|습니다)|됐(?:어요|습니다)|잠시만요|잠깐만요|기다려 ?(?:주세요|요)|확인해 ?볼게요|그게 ?다예요|이상입니다|나중에(?:요)?',
    unhelped:
      '아니(?:요|오)?|아뇨|틀렸(?:어요|습니다)|도움이? ?(?:안 ?돼요|안 ?됩니다|되지 않아요|안 ?됐어요)|(?:그걸|그것을|그거) ?(?:물어본|물은|여쭤본) ?(?:게|것이) ?아니(?:에요|예요|라)|아직(?:도|이요)?(?: ?(?:안 ?왔어요|없어요|안 ?돼요))?|그래서(?:요)?|이제 ?(?:어떡해요|어떻게 ?해요)|없어요|안 ?돼요|이해가? ?안 ?(?:돼요|가요)',
    needsHelp:
      '(?:질문|문의|궁금한 ?(?:게|것이|점이)|물어볼 ?(?:게|것이)|문제)(?:이|가|사항이?)? ?(?:하나 ?)?(?:있어요|있습니다|있는데요|있음|드려요|드립니다)?|(?:좀 ?)?도와 ?(?:주세요|줘|주실 ?수 ?있(?:나요|어요|을까요)|주시겠어요)|도움(?:이)? ?필요(?:해요|합니다)|도움|헬프|부탁(?:드려요|드립니다|해요)|저기요',
    kind: '정말|너무|많이|도와주셔서|답변|빠른|네|좋은|하루|되세요|보내세요|수고하세요|아니요',
  },
}
