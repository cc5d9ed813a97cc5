/**
 * What the server says in English, sentence by sentence. A sentence that is not listed stays as it is; those of the connection's health are
 * held to this list by a test.
 */
export const server: [RegExp, string][] = [
  // the connection's health, and Test & Save
  [/The host answers as Freshchat does\./, 'Der Host antwortet, wie Freshchat es tut.'],
  [/The access token is accepted\./, 'Das Access Token wird angenommen.'],
  [/The agent (\S+) exists and is active\./, 'Der Agent $1 ist vorhanden und aktiv.'],
  [
    /Freshchat does not accept this access token any more\. Nothing is sent, and nothing is lost: all of it waits\./,
    'Freshchat nimmt dieses Access Token nicht mehr an. Nichts wird gesendet und nichts geht verloren: Alles wartet.',
  ],
  [/Freshchat does not accept this access token\./, 'Freshchat nimmt dieses Access Token nicht an.'],
  [
    /Generate a token in Freshchat under (Admin Settings → .*?\(Chat API\)), paste it here and save\./,
    'Erzeugen Sie in Freshchat unter $1 ein Token, fügen Sie es hier ein und speichern Sie.',
  ],
  [
    /The stored access token cannot be opened: BATON_SECRET is not the one that it was saved with\./,
    'Das gespeicherte Access Token lässt sich nicht öffnen: BATON_SECRET ist nicht das, mit dem es gespeichert wurde.',
  ],
  [
    /Put the old secret back behind the new one \(BATON_SECRET=new,old\), or paste the token again and press Test & Save\./,
    'Setzen Sie das alte Geheimnis hinter das neue (BATON_SECRET=neu,alt), oder fügen Sie das Token noch einmal ein und speichern Sie.',
  ],
  [
    /This host answers, but not as Freshchat’s chat API does\./,
    'Dieser Host antwortet, aber nicht wie die Chat-API von Freshchat.',
  ],
  [
    /Enter the host that Freshchat shows as “Your chat URL” under Admin Settings → API Settings\./,
    'Geben Sie den Host ein, den Freshchat unter Admin Settings → API Settings als „Your chat URL“ zeigt.',
  ],
  [
    /Check the domain for typing errors, and that this server may reach it; then try again\./,
    'Prüfen Sie die Domain auf Tippfehler und ob dieser Server sie erreichen darf; versuchen Sie es dann noch einmal.',
  ],
  [/Freshchat did not answer in time\./, 'Freshchat hat nicht rechtzeitig geantwortet.'],
  [
    /Freshchat has no agent with the e-mail address (\S+)\./,
    'Freshchat hat keinen Agenten mit der E-Mail-Adresse $1.',
  ],
  [
    /Enter the address of an agent of this Freshchat account, or add that agent in Freshchat first\./,
    'Geben Sie die Adresse eines Agenten dieses Freshchat-Kontos ein, oder legen Sie den Agenten zuerst in Freshchat an.',
  ],
  [
    /The agent (\S+) has another e-mail address in Freshchat now: (\S+)\./,
    'Der Agent $1 hat in Freshchat jetzt eine andere E-Mail-Adresse: $2.',
  ],
  [
    /Enter the new address here and save, so that it is certain who answers\./,
    'Geben Sie die neue Adresse hier ein und speichern Sie, damit feststeht, wer antwortet.',
  ],
  [/The agent (\S+) is deactivated in Freshchat\./, 'Der Agent $1 ist in Freshchat deaktiviert.'],
  [
    /Activate the agent in Freshchat, or enter another one\./,
    'Aktivieren Sie den Agenten in Freshchat, oder geben Sie einen anderen ein.',
  ],
  [
    /Freshchat accepts this access token, but it may not do all that is needed: read the account and its agents, and post messages\./,
    'Freshchat nimmt dieses Access Token an, aber es darf nicht alles Nötige: das Konto und seine Agenten lesen und Nachrichten schreiben.',
  ],
  [
    /Generate a new token as an account admin in Freshchat: a token keeps the rights that it was made with\./,
    'Erzeugen Sie in Freshchat als Administrator des Kontos ein neues Token: Ein Token behält die Rechte, mit denen es erzeugt wurde.',
  ],
  [
    /No delivery has come since (.+? UTC), and what Freshchat should have told had to be read\. Until they come again, active conversations are compared every minute\./,
    'Seit $1 ist keine Zustellung gekommen, und was Freshchat hätte melden sollen, musste gelesen werden. Bis wieder welche kommen, werden aktive Unterhaltungen jede Minute verglichen.',
  ],
  [
    /Check in Freshchat under Admin Settings → Webhooks that this webhook URL is still the registered one and switched on, and that Freshchat can reach it from outside\./,
    'Prüfen Sie in Freshchat unter Admin Settings → Webhooks, dass diese Webhook-URL noch eingetragen und eingeschaltet ist und dass Freshchat sie von außen erreicht.',
  ],
  [
    /Register the webhook URL in Freshchat under Admin Settings → Webhooks, tick the four events, and write a message in the widget\./,
    'Tragen Sie die Webhook-URL in Freshchat unter Admin Settings → Webhooks ein, haken Sie die vier Ereignisse an, und schreiben Sie eine Nachricht im Widget.',
  ],
  [/No delivery has come yet\./, 'Es ist noch keine Zustellung gekommen.'],
  [/The last delivery came at (.+? UTC)\./, 'Die letzte Zustellung kam um $1.'],
  [/Never seen yet: (.+?)\.$/, 'Noch nie gekommen: $1.'],
  [
    /See in Freshchat that all four events are ticked on the webhook page\./,
    'Sehen Sie in Freshchat nach, ob auf der Webhook-Seite alle vier Ereignisse angehakt sind.',
  ],
  [/No delivery was refused\./, 'Keine Zustellung wurde abgewiesen.'],
  [
    /One delivery was refused within a day, the last at (.+? UTC): the signature did not verify with the public key that was saved\./,
    'Eine Zustellung wurde binnen eines Tages abgewiesen, zuletzt um $1: Die Signatur passte nicht zum gespeicherten öffentlichen Schlüssel.',
  ],
  [
    /(\d+) deliveries were refused within a day, the last at (.+? UTC): the signature did not verify with the public key that was saved\./,
    '$1 Zustellungen wurden binnen eines Tages abgewiesen, zuletzt um $2: Die Signatur passte nicht zum gespeicherten öffentlichen Schlüssel.',
  ],
  [
    /Copy the public key from Freshchat’s webhook page once more and save it here; what was refused until then is taken in\./,
    'Kopieren Sie den öffentlichen Schlüssel noch einmal von der Webhook-Seite in Freshchat und speichern Sie ihn hier; was bis dahin abgewiesen wurde, wird nachgeholt.',
  ],
  [/Freshchat and Baton show the same\./, 'Freshchat und Baton zeigen dasselbe.'],
  [
    /Comparing at (.+? UTC) found what no webhook had told: (.+?)\. It has been taken in\./,
    'Der Vergleich um $1 fand, was kein Webhook gemeldet hatte: $2. Es wurde nachgeholt.',
  ],
  [
    /See that all four events are ticked in Freshchat, and that its webhooks reach this server\./,
    'Sehen Sie nach, ob in Freshchat alle vier Ereignisse angehakt sind und seine Webhooks diesen Server erreichen.',
  ],
  [
    /Comparing with Freshchat is (\d+) minutes behind: it may take 30 % of the rate limit at most\./,
    'Der Vergleich mit Freshchat ist $1 Minuten im Verzug: Er darf höchstens 30 % der erlaubten Aufrufe nutzen.',
  ],
  [
    /Ask Freshworks for a higher API rate limit, or let other integrations call less\./,
    'Bitten Sie Freshworks um mehr Aufrufe, oder lassen Sie andere Integrationen seltener anfragen.',
  ],
  [
    /Freshchat has not named its rate limit yet\./,
    'Freshchat hat noch nicht gesagt, wie viele Aufrufe es erlaubt.',
  ],
  [
    /Freshchat’s rate limit is used up until (.+? UTC); what is owed waits until then\./,
    'Die erlaubten Aufrufe sind bis $1 verbraucht; was ansteht, wartet bis dahin.',
  ],
  [
    /(\d+) of (\d+) calls are left in this window\./,
    'Im laufenden Zeitfenster sind $1 von $2 Aufrufen übrig.',
  ],
  [
    /Forwarding to (\S+) fails since (.+? UTC): (.*) What comes waits for 24 hours\./,
    'Die Weiterleitung an $1 schlägt seit $2 fehl: $3 Was kommt, wartet 24 Stunden.',
  ],
  [/(\S+) could not be reached: (\w+)\./, '$1 war nicht zu erreichen: $2.'],
  [/Nothing has been forwarded to (\S+) yet\./, 'An $1 wurde noch nichts weitergeleitet.'],
  [
    /The last delivery was forwarded to (\S+) at (.+? UTC)\./,
    'Das letzte Ereignis wurde am $2 an $1 weitergeleitet.',
  ],
  [/Given up so far: (\d+), the last at (.+? UTC)\./, 'Bisher aufgegeben: $1, zuletzt am $2.'],
  [
    /See that the other tool runs, takes a POST at this address and answers 2xx; or change the address, or empty it to end forwarding\./,
    'Prüfen Sie, ob das andere Werkzeug läuft, unter dieser Adresse ein POST annimmt und mit 2xx antwortet; oder ändern oder leeren Sie die Adresse, um die Weiterleitung zu beenden.',
  ],
  [
    /See in the other tool’s log why it did not take them: what was given up is not sent again\./,
    'Sehen Sie im Protokoll des anderen Werkzeugs nach, warum es sie nicht angenommen hat: Was aufgegeben wurde, wird nicht noch einmal gesendet.',
  ],
  [/Nothing waits longer than a minute\./, 'Nichts wartet länger als eine Minute.'],
  [
    /(\d+) conversations wait to be seen to, the first for (\d+) s\./,
    '$1 Unterhaltungen warten darauf, bearbeitet zu werden, die erste seit $2 s.',
  ],
  [
    /See that a worker runs \(BATON_ROLE all or worker\), and its log\./,
    'Sehen Sie nach, ob ein Worker läuft (BATON_ROLE all oder worker), und in dessen Protokoll.',
  ],
  // what people meet who sign in and work
  [/The e-mail address or the password is wrong\./, 'Die E-Mail-Adresse oder das Passwort ist falsch.'],
  [
    /Enter the code that your authenticator app shows, or a recovery code\./,
    'Geben Sie den Code aus Ihrer Authenticator-App ein, oder einen Ihrer Wiederherstellungscodes.',
  ],
  [
    /This code is wrong, or was used before\. Wait for the next one\./,
    'Dieser Code ist falsch oder wurde schon benutzt. Warten Sie auf den nächsten.',
  ],
  [
    /This link is not good, or not any more: ask for a new one\./,
    'Dieser Link gilt nicht oder nicht mehr: Bitten Sie um einen neuen.',
  ],
  [
    /This Baton sends no mail: ask an owner or an admin for a link\. Whoever runs it makes one for an owner with “baton reset-owner”\./,
    'Dieser Baton verschickt keine E-Mails: Bitten Sie einen Eigentümer oder Admin um einen Link. Wer ihn betreibt, macht mit „baton reset-owner“ einen für einen Eigentümer.',
  ],
  [
    /This Baton has an owner already: sign in, or ask for an invitation\./,
    'Dieser Baton hat schon einen Eigentümer: Melden Sie sich an, oder bitten Sie um eine Einladung.',
  ],
  [
    /Your role does not allow this: ask an owner or admin of the organization\./,
    'Ihre Rolle erlaubt das nicht: Bitten Sie einen Eigentümer oder Admin der Organisation.',
  ],
  [
    /This session is resolved\. The customer’s next message opens a new one\./,
    'Diese Sitzung ist abgeschlossen. Die nächste Nachricht des Kunden öffnet eine neue.',
  ],
  [
    /This is the last owner: make somebody else one first\./,
    'Das ist der letzte Eigentümer: Machen Sie zuerst jemand anderen dazu.',
  ],
  [
    /That is more than you may give: ask an owner\./,
    'Das ist mehr, als Sie geben dürfen: Bitten Sie einen Eigentümer.',
  ],
  [/(\S+@\S+) is a member already\./, '$1 ist schon Mitglied.'],
  [
    /This member belongs to another organization too: they reset their password by mail, or whoever runs Baton does\./,
    'Dieses Mitglied gehört auch zu einer anderen Organisation: Es setzt sein Passwort per E-Mail zurück, oder wer Baton betreibt, tut es.',
  ],
  [/This is not the code that the app shows now\./, 'Das ist nicht der Code, den die App jetzt zeigt.'],
  // a model that is tried before it is saved
  [/Name the model\./, 'Nennen Sie das Modell.'],
  [/(\S+) does not accept the key \((\d+)\)\./, '$1 nimmt den Schlüssel nicht an ($2).'],
  [/(\S+) cannot be reached\./, '$1 ist nicht erreichbar.'],
  [/(\S+) did not answer within (\d+) s\./, '$1 hat binnen $2 s nicht geantwortet.'],
  [
    /(\S+) did not answer in the form that was asked for\./,
    '$1 hat nicht in der verlangten Form geantwortet.',
  ],
  [/(\S+) answered (\d+)\.( |$)/, '$1 hat mit $2 geantwortet.$3'],
  [
    /The stored model key cannot be opened: enter it again\./,
    'Der gespeicherte Schlüssel lässt sich nicht öffnen: Geben Sie ihn noch einmal ein.',
  ],
  [
    /Nobody is named: set “alerts\.emails” or “alerts\.webhookUrl” first\./,
    'Es ist niemand genannt: Tragen Sie zuerst eine E-Mail-Adresse oder einen Webhook ein.',
  ],
  [
    /Freshchat is disconnected: connect it again first\./,
    'Freshchat ist getrennt: Verbinden Sie es zuerst wieder.',
  ],
]
