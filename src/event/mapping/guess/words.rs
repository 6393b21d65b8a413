//! What people call things in the languages that Chatgauge speaks: English,
//! French, Swedish, Russian, West Frisian, German and Spanish.
//!
//! Several words in one entry must all be in a name, in any order.

/// What a column may be guessed to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// When it happened.
    Time,
    /// When a conversation began.
    Start,
    /// When it ended.
    End,
    /// When it was rated.
    Rated,
    Id,
    Conversation,
    Type,
    Role,
    Text,
    UserId,
    UserName,
    UserEmail,
    Agent,
    Channel,
    Department,
    Topic,
    Intent,
    Priority,
    Locale,
    Country,
    Device,
    Page,
    Tags,
    Score,
    Comment,
    Resolved,
}

/// The names of columns; of two that fit as well the first is meant.
pub(super) const NAMES: &[(Sense, &str)] = &[
    (
        Sense::Start,
        "start,started,started at,start time,begin,opened,opened at,first message,début,commencé,\
         början,startad,start tid,начало,начат,begjin,beginn,begonnen,gestartet,inicio,iniciado",
    ),
    (
        Sense::End,
        "end,ended,ended at,end time,closed,closed at,finished,resolved at,completed at,fin,\
         terminé,clôturé,fermé,slut,avslutad,stängd,конец,закрыт,завершен,завершён,ein,sletten,\
         ende,beendet,geschlossen,final,cerrado,terminado",
    ),
    (
        Sense::Rated,
        "rated at,rating time,rating date,survey time,survey date,feedback time,feedback date,\
         date évaluation,betyg datum,дата оценки,bewertung datum,fecha valoración",
    ),
    (
        Sense::Time,
        "timestamp,time,ts,date,datetime,date time,created,created at,sent,sent at,when,at,\
         horodatage,heure,envoyé,créé,tid,tidpunkt,datum,skickat,skapad,время,дата,создано,\
         отправлено,tiid,ferstjoerd,zeit,zeitstempel,gesendet,erstellt,zeitpunkt,fecha,hora,\
         enviado,creado",
    ),
    (
        Sense::Conversation,
        "conversation id,conversation,chat id,chat,thread id,thread,session id,session,ticket id,\
         ticket,dialog id,dialog,dialogue,case id,case,interaction id,interaction,room,discussion,\
         fil,échange,konversation,samtal,ärende,tråd,диалог,чат,беседа,разговор,обращение,сессия,\
         petear,konversaasje,gespräch,unterhaltung,vorgang,sitzung,conversación,charla,hilo,\
         sesión,caso",
    ),
    (
        Sense::Id,
        "id,message id,msg id,event id,uuid,nachricht id,message nr,mensaje id,meddelande id,\
         id сообщения",
    ),
    (
        Sense::Role,
        "role,sender type,sender,author type,author,from,speaker,direction,participant,who,\
         rôle,expéditeur,auteur,roll,avsändare,роль,отправитель,автор,stjoerder,rolle,absender,\
         verfasser,remitente,autor,rol",
    ),
    (
        Sense::Type,
        "type,event,event type,kind,action,événement,typ,händelse,тип,событие,soarte,ereignis,\
         tipo,evento",
    ),
    (
        Sense::Comment,
        "comment,feedback,rating comment,survey comment,remark,commentaire,avis,kommentar,\
         комментарий,отзыв,opmerking,bemerkung,rückmeldung,comentario,opinión",
    ),
    (
        Sense::Text,
        "text,message,body,content,utterance,message text,msg,texte,contenu,meddelande,innehåll,\
         текст,сообщение,berjocht,tekst,nachricht,inhalt,mensaje,texto,contenido",
    ),
    (
        Sense::UserEmail,
        "email,e mail,mail,user email,customer email,contact email,courriel,e post,почта,correo",
    ),
    (
        Sense::UserName,
        "user name,username,customer name,visitor name,contact name,client name,name,nom,\
         nom client,namn,kundnamn,имя,имя клиента,namme,kundenname,nombre,nombre cliente",
    ),
    (
        Sense::UserId,
        "user id,user,customer id,customer,visitor id,visitor,contact id,contact,client id,client,\
         requester,utilisateur,visiteur,kund,användare,besökare,клиент,пользователь,посетитель,\
         klant,brûker,kunde,kundennummer,besucher,benutzer,cliente,usuario,visitante",
    ),
    (
        Sense::Agent,
        "agent,agent name,agent id,operator,assignee,assigned to,handled by,representative,staff,\
         conseiller,opérateur,handläggare,operatör,агент,оператор,сотрудник,meiwurker,mitarbeiter,\
         bearbeiter,berater,agente,operador,asignado",
    ),
    (
        Sense::Channel,
        "channel,source,medium,platform,via,canal,kanal,källa,канал,источник,kanaal,quelle,fuente",
    ),
    (
        Sense::Department,
        "department,team,group,queue,skill,inbox,service,équipe,avdelning,grupp,kö,отдел,команда,\
         группа,ôfdieling,abteilung,gruppe,departamento,equipo,grupo,cola",
    ),
    (
        Sense::Topic,
        "topic,subject,category,contact reason,theme,sujet,objet,catégorie,motif,thème,ämne,\
         kategori,тема,категория,ûnderwerp,thema,betreff,kategorie,anliegen,asunto,tema,categoría,\
         motivo",
    ),
    (
        Sense::Intent,
        "intent,intention,avsikt,намерение,absicht,intención",
    ),
    (
        Sense::Priority,
        "priority,urgency,priorité,prioritet,приоритет,prioriteit,priorität,prioridad",
    ),
    (
        Sense::Locale,
        "locale,language,lang,langue,språk,язык,taal,sprache,idioma",
    ),
    (Sense::Country, "country,pays,land,страна,lân,país"),
    (
        Sense::Device,
        "device,device type,appareil,enhet,устройство,apparaat,gerät,dispositivo",
    ),
    (
        Sense::Page,
        "page,url,page url,landing page,sida,страница,side,seite,página",
    ),
    (
        Sense::Tags,
        "tags,tag,labels,label,étiquettes,taggar,etiketter,метки,теги,labels,schlagworte,\
         etiketten,etiquetas",
    ),
    (
        Sense::Score,
        "rating,csat,nps,ces,score,satisfaction,stars,survey score,note,évaluation,betyg,\
         nöjdhet,оценка,рейтинг,wurdearring,bewertung,zufriedenheit,sterne,valoración,\
         puntuación,satisfacción",
    ),
    (
        Sense::Resolved,
        "resolved,solved,is resolved,résolu,löst,решено,решён,oplost,gelöst,erledigt,resuelto",
    ),
];

/// Who speaks, in the words of columns that tell it.
pub(super) const ROLE_WORDS: &[(&str, &str)] = &[
    (
        "user",
        "user,end user,enduser,customer,visitor,client,contact,guest,consumer,lead,human,\
         requester,incoming,inbound,in,utilisateur,visiteur,client,användare,besökare,kund,клиент,\
         пользователь,посетитель,гость,klant,brûker,kunde,kundin,besucher,benutzer,nutzer,cliente,\
         usuario,visitante",
    ),
    (
        "bot",
        "bot,chatbot,assistant,ai,robot,virtual assistant,virtual agent,bot message,automation,\
         ia,ki,бот,робот,ассистент,чат бот",
    ),
    (
        "agent",
        "agent,operator,human agent,support,admin,staff,employee,teammate,representative,\
         outgoing,outbound,out,conseiller,opérateur,handläggare,operatör,агент,оператор,сотрудник,\
         поддержка,meiwurker,mitarbeiter,mitarbeiterin,berater,beraterin,agente,operador,asesor",
    ),
    (
        "system",
        "system,sys,tool,function,info,notification,système,система,systeem,sistema",
    ),
];

/// The types of events, in the words of columns that tell them.
pub(super) const TYPE_WORDS: &[(&str, &str)] = &[
    (
        "message",
        "message,msg,chat message,chat msg,text,reply,message sent,message received,nachricht,\
         meddelande,сообщение,berjocht,mensaje",
    ),
    (
        "conversation_started",
        "conversation started,started,start,chat started,chat start,session start,opened,\
         conversation opened,created,conversation created",
    ),
    (
        "closed",
        "closed,close,ended,end,chat ended,chat end,session end,conversation closed,\
         conversation ended,resolved",
    ),
    (
        "rating",
        "rating,rated,csat,survey answer,survey response,feedback",
    ),
    (
        "assigned",
        "assigned,assignment,agent assigned,agent joined",
    ),
    ("transferred", "transferred,transfer"),
    ("reopened", "reopened,reopen"),
    ("tagged", "tagged"),
];
