//! Long columns that never move while they grow: a list that doubles would
//! for a moment need three times what it holds.

/// So many items share a block.
const BLOCK: usize = 4_096;

/// Items by number, in blocks. A number costs one step more than in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocks<T> {
    /// All full but the last one.
    blocks: Vec<Vec<T>>,
}

impl<T> Default for Blocks<T> {
    fn default() -> Blocks<T> {
        Blocks { blocks: Vec::new() }
    }
}

impl<T: Copy> Blocks<T> {
    /// Adds an item.
    pub fn push(&mut self, item: T) {
        match self.blocks.last_mut() {
            Some(last) if last.len() < BLOCK => last.push(item),
            // The first block grows as it is filled: small columns are many.
            Some(_) => {
                let mut block = Vec::with_capacity(BLOCK);
                block.push(item);
                self.blocks.push(block);
            }
            None => self.blocks.push(vec![item]),
        }
    }

    /// Adds items, as many at a time as a block has room for.
    pub fn extend_from_slice(&mut self, items: &[T]) {
        let room = match self.blocks.last() {
            Some(last) => BLOCK - last.len(),
            None => 0,
        };
        let (first, rest) = items.split_at(room.min(items.len()));
        if let Some(last) = self.blocks.last_mut() {
            last.extend_from_slice(first);
        }
        for items in rest.chunks(BLOCK) {
            // Only a first block may stay as small as it is.
            let room = match self.blocks.is_empty() {
                true => items.len(),
                false => BLOCK,
            };
            let mut block = Vec::with_capacity(room);
            block.extend_from_slice(items);
            self.blocks.push(block);
        }
    }

    /// Adds all items of others.
    pub fn append(&mut self, others: &Blocks<T>) {
        for block in &others.blocks {
            self.extend_from_slice(block);
        }
    }

    /// The item of a number, if there is one.
    pub fn get(&self, number: usize) -> Option<T> {
        self.blocks
            .get(number / BLOCK)?
            .get(number % BLOCK)
            .copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        let before = self.blocks.len().saturating_sub(1) * BLOCK;
        before + self.blocks.last().map_or(0, Vec::len)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// All of them, in order, those of a block at a time.
    pub fn slices(&self) -> impl Iterator<Item = &[T]> {
        self.blocks.iter().map(Vec::as_slice)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = T> + Clone + '_ {
        (0..self.len()).map(|number| self.blocks[number / BLOCK][number % BLOCK])
    }
}

impl<T: Copy> Extend<T> for Blocks<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        items.into_iter().for_each(|item| self.push(item));
    }
}

impl<T: Copy> FromIterator<T> for Blocks<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Blocks<T> {
        let mut blocks = Blocks::default();
        blocks.extend(items);
        blocks
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Blocks};

    #[test]
    fn items_come_back() {
        for count in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK] {
            let blocks: Blocks<usize> = (0..count).collect();
            assert_eq!((blocks.len(), blocks.is_empty()), (count, count == 0));
            assert!(blocks.iter().eq(0..count));
            assert_eq!(
                blocks.get(count / 2),
                (count > 0).then_some(count / 2),
                "{count}"
            );
            assert_eq!(blocks.get(count), None);
        }
    }

    #[test]
    fn many_items_are_added_at_once() {
        let counts = [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK];
        for (before, count) in counts.iter().flat_map(|&n| counts.map(|more| (n, more))) {
            let added: Vec<usize> = (before..before + count).collect();
            let mut blocks: Blocks<usize> = (0..before).collect();
            blocks.extend_from_slice(&added);
            assert!(blocks.iter().eq(0..before + count), "{before} {count}");
            let mut others = Blocks::default();
            others.extend_from_slice(&added);
            let mut together: Blocks<usize> = (0..before).collect();
            together.append(&others);
            assert!(together == blocks, "{before} {count}");
            together.push(before + count);
            assert!(together.iter().eq(0..=before + count));
        }
    }
}
