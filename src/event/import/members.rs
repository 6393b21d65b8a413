//! The members of an object, read once. An importer that wants many of them
//! would scan the object for each one otherwise.

use std::borrow::Cow;

use crate::event::tree::Node;

/// The members of one object; none of any other value.
#[derive(Debug, Default)]
pub struct Members<'a>(Vec<(Cow<'a, str>, Node<'a>)>);

impl<'a> From<Node<'a>> for Members<'a> {
    fn from(node: Node<'a>) -> Members<'a> {
        Members(node.members())
    }
}

impl<'a> Members<'a> {
    /// The member with this key, the last one of several.
    pub fn at(&self, key: &str) -> Node<'a> {
        let mut backwards = self.0.iter().rev();
        let found = backwards.find(|(name, _)| name == key);
        found.map(|&(_, node)| node).unwrap_or_default()
    }

    /// The first of some members that has a value.
    pub fn first(&self, keys: &[&str]) -> Node<'a> {
        let mut found = keys.iter().map(|key| self.at(key));
        found.find(|node| node.exists()).unwrap_or_default()
    }

    /// The members in the order written.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Node<'a>)> {
        self.0.iter().map(|(key, node)| (key.as_ref(), *node))
    }
}

#[cfg(test)]
mod tests {
    use super::Members;
    use crate::event::tree::Node;

    #[test]
    fn the_last_of_several_members_counts() {
        let source = r#"{"a":1,"b":null,"a":"x","c":[2]}"#;
        let members = Members::from(Node::read(source).unwrap());
        assert!(members.at("a").is("x"));
        assert!(!members.at("b").exists() && !members.at("d").exists());
        assert!(members.first(&["d", "b", "c"]).is_list());
        assert_eq!(members.iter().count(), 4);
        assert_eq!(Members::from(Node::read("[1]").unwrap()).iter().count(), 0);
    }
}
