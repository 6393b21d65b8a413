//! The words of the event format: types of events, fields and their values.

/// A type of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// The widget was opened or a thread begun.
    ConversationStarted,
    /// One message.
    Message,
    /// A customer is passed to humans.
    Handoff,
    /// An agent takes the conversation.
    Assigned,
    /// Passed on to another agent or department.
    Transferred,
    /// The conversation ended.
    Closed,
    /// A closed conversation goes on.
    Reopened,
    /// A survey was shown.
    SurveySent,
    /// A survey answer.
    Rating,
    /// Labels put on the conversation.
    Tagged,
    /// The conversation reached a business goal.
    Goal,
    /// A qualifying interaction or a sales-qualified lead.
    Lead,
    /// A booking made through the chat.
    Booking,
    /// The customer clicked a product card in the chat.
    ProductClick,
    /// An order.
    Order,
    /// A help-desk ticket.
    Ticket,
    /// A site visit begins.
    Visit,
    /// A site visit ends.
    VisitEnded,
    /// From here on an agent is available, busy, away or offline.
    AgentStatus,
    /// A note on the time axis.
    Annotation,
}

impl Kind {
    /// All types with their names, in the order of their numbers.
    pub const ALL: [(Kind, &'static str); 20] = [
        (Kind::ConversationStarted, "conversation_started"),
        (Kind::Message, "message"),
        (Kind::Handoff, "handoff"),
        (Kind::Assigned, "assigned"),
        (Kind::Transferred, "transferred"),
        (Kind::Closed, "closed"),
        (Kind::Reopened, "reopened"),
        (Kind::SurveySent, "survey_sent"),
        (Kind::Rating, "rating"),
        (Kind::Tagged, "tagged"),
        (Kind::Goal, "goal"),
        (Kind::Lead, "lead"),
        (Kind::Booking, "booking"),
        (Kind::ProductClick, "product_click"),
        (Kind::Order, "order"),
        (Kind::Ticket, "ticket"),
        (Kind::Visit, "visit"),
        (Kind::VisitEnded, "visit_ended"),
        (Kind::AgentStatus, "agent_status"),
        (Kind::Annotation, "annotation"),
    ];

    /// The type's name in events.
    pub fn name(self) -> &'static str {
        Kind::ALL[self as usize].1
    }

    /// The type of a name.
    pub fn from_name(name: &str) -> Option<Kind> {
        // Most events are messages.
        if name == "message" {
            return Some(Kind::Message);
        }
        let named = Kind::ALL.iter().find(|(_, known)| *known == name);
        named.map(|&(kind, _)| kind)
    }

    /// Whether the event stands on its own: it needs neither a conversation
    /// nor a customer.
    pub fn stands_alone(self) -> bool {
        use Kind::{AgentStatus, Annotation, Order, Ticket, Visit, VisitEnded};
        matches!(
            self,
            Order | Ticket | Visit | VisitEnded | AgentStatus | Annotation
        )
    }
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Role {
    /// The customer.
    User,
    /// The bot.
    Bot,
    /// A human agent.
    Agent,
    /// The platform.
    System,
}

impl Role {
    /// The role of a number in [`ROLES`]; the platform's for any other.
    pub fn of(number: u8) -> Role {
        let roles = [Role::User, Role::Bot, Role::Agent];
        let role = roles.get(usize::from(number));
        role.copied().unwrap_or(Role::System)
    }
}

/// The status of a hand-off event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum HandoffStatus {
    /// The customer asked for a human.
    Requested,
    /// The request reached the agents' inbox.
    Successful,
    /// By the customer.
    Cancelled,
    /// The option was off.
    Disabled,
    /// The customer did not finish.
    Incomplete,
}

/// What a survey asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Survey {
    /// Satisfaction.
    Csat,
    /// Effort.
    Ces,
    /// Recommendation.
    Nps,
}

/// What an agent's time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Availability {
    /// Free to take chats.
    Available,
    /// At work on chats.
    Busy,
    /// Logged in, not at work.
    Away,
    /// Logged out.
    Offline,
}

/// The names of roles, in the order of their numbers; also who closed.
pub const ROLES: &[&str] = &["user", "bot", "agent", "system"];
/// Who may begin a conversation.
pub const INITIATORS: &[&str] = &["user", "bot", "agent"];
/// The names of hand-off statuses.
pub const HANDOFF_STATUSES: &[&str] = &[
    "requested",
    "successful",
    "cancelled",
    "disabled",
    "incomplete",
];
/// The names of surveys.
pub const SURVEYS: &[&str] = &["csat", "ces", "nps"];
/// The stages of a lead.
pub const LEAD_STAGES: &[&str] = &["captured", "qualified"];
/// The statuses of a ticket.
pub const TICKET_STATUSES: &[&str] = &["created", "resolved"];
/// The names of availabilities.
pub const AVAILABILITIES: &[&str] = &["available", "busy", "away", "offline"];

/// A field that says to whom or what an event belongs. The events of a
/// conversation mostly share them, so that they are kept once as a context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u16)]
pub enum Field {
    /// The platform's thread.
    Conversation,
    /// The customer.
    User,
    /// The customer's name.
    UserName,
    /// The customer's e-mail address.
    UserEmail,
    /// The human agent: the id, or where there is none the name.
    Agent,
    /// The agent's name.
    AgentName,
    /// The bot.
    Bot,
    /// Where the conversation takes place.
    Channel,
    /// The department.
    Department,
    /// What it is about.
    Topic,
    /// What the customer wants.
    Intent,
    /// The kind of customer.
    Segment,
    /// The arm of an experiment.
    Variant,
    /// How urgent it is.
    Priority,
    /// Language and region.
    Locale,
    /// The customer's country.
    Country,
    /// The customer's device.
    Device,
    /// The page the widget was on.
    Page,
    /// What brought the customer.
    Campaign,
}

impl Field {
    /// How many there are; attributes are numbered from here on.
    pub const COUNT: usize = Field::Campaign as usize + 1;

    /// The fields that are dimensions, with their names.
    pub const DIMENSIONS: [(Field, &'static str); 13] = [
        (Field::Bot, "bot_id"),
        (Field::Channel, "channel"),
        (Field::Department, "department"),
        (Field::Topic, "topic"),
        (Field::Intent, "intent"),
        (Field::Segment, "segment"),
        (Field::Variant, "variant"),
        (Field::Priority, "priority"),
        (Field::Locale, "locale"),
        (Field::Country, "country"),
        (Field::Device, "device"),
        (Field::Page, "page"),
        (Field::Campaign, "campaign"),
    ];
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn names_and_numbers_agree() {
        for (index, &(kind, name)) in Kind::ALL.iter().enumerate() {
            assert_eq!((kind as usize, kind.name()), (index, name));
            assert_eq!(Kind::from_name(name), Some(kind));
        }
        assert_eq!(Kind::from_name("massage"), None);
    }
}
