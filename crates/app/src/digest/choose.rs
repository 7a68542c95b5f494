//! Choosing: which of the candidates go into a section.

use std::collections::HashMap;

use domain::id::{SectorId, ThreadId};

/// Items by one author in a section, at most.
const BY_ONE_AUTHOR: usize = 2;

/// A candidate for a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Offer {
    pub thread: ThreadId,
    /// The sector it comes from; none where that would say who asked.
    pub sector: Option<SectorId>,
    /// The same for threads by the same author.
    pub writer: i64,
}

/// Takes up to `quota` of the offers, best first. Sectors take turns, those
/// that have something; no author has more than two.
pub(super) fn take_turns(offers: &[Offer], quota: usize) -> Vec<Offer> {
    let mut sectors: Vec<(Option<SectorId>, Vec<Offer>)> = Vec::new();
    for offer in offers {
        match sectors
            .iter_mut()
            .find(|(sector, _)| *sector == offer.sector)
        {
            Some((_, pile)) => pile.push(*offer),
            None => sectors.push((offer.sector, vec![*offer])),
        }
    }
    // The best of a sector is taken from the end of its pile.
    for (_, pile) in &mut sectors {
        pile.reverse();
    }
    let mut chosen = Vec::with_capacity(quota);
    let mut by_author: HashMap<i64, usize> = HashMap::new();
    while chosen.len() < quota && sectors.iter().any(|(_, pile)| !pile.is_empty()) {
        for (_, pile) in &mut sectors {
            if chosen.len() == quota {
                break;
            }
            while let Some(offer) = pile.pop() {
                let count = by_author.entry(offer.writer).or_default();
                if *count < BY_ONE_AUTHOR {
                    *count += 1;
                    chosen.push(offer);
                    break;
                }
            }
        }
    }
    chosen
}

/// Makes sure that at least one item comes from another sector than the
/// reader's own, when `all` has one: it takes the last place if there is no
/// other. An empty section stays empty.
pub(super) fn mix_in(chosen: &mut Vec<Offer>, all: &[Offer], own: SectorId, quota: usize) {
    let is_elsewhere = |offer: &Offer| offer.sector.is_some_and(|sector| sector != own);
    if chosen.is_empty() || chosen.iter().any(is_elsewhere) {
        return;
    }
    let Some(other) = all.iter().find(|offer| is_elsewhere(offer)) else {
        return;
    };
    if chosen.len() == quota {
        chosen.pop();
    }
    chosen.push(*other);
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const EDUCATION: SectorId = SectorId(Uuid::from_u128(1));
    const CHARITY: SectorId = SectorId(Uuid::from_u128(2));

    fn offer(number: u128, sector: SectorId, writer: i64) -> Offer {
        Offer {
            thread: ThreadId(Uuid::from_u128(number)),
            sector: Some(sector),
            writer,
        }
    }

    fn numbers(offers: &[Offer]) -> Vec<u128> {
        offers
            .iter()
            .map(|offer| offer.thread.0.as_u128())
            .collect()
    }

    #[test]
    fn sectors_take_turns() {
        let offers = [
            offer(1, EDUCATION, 1),
            offer(2, EDUCATION, 2),
            offer(3, EDUCATION, 3),
            offer(4, CHARITY, 4),
            offer(5, CHARITY, 5),
        ];
        assert_eq!(numbers(&take_turns(&offers, 4)), [1, 4, 2, 5]);
        assert_eq!(numbers(&take_turns(&offers, 10)), [1, 4, 2, 5, 3]);
        assert!(take_turns(&offers, 0).is_empty());
        assert!(take_turns(&[], 3).is_empty());
    }

    #[test]
    fn no_author_has_more_than_two() {
        let offers = [
            offer(1, EDUCATION, 1),
            offer(2, EDUCATION, 1),
            offer(3, EDUCATION, 1),
            offer(4, CHARITY, 1),
            offer(5, EDUCATION, 2),
        ];
        assert_eq!(numbers(&take_turns(&offers, 5)), [1, 4, 5]);
    }

    #[test]
    fn another_sector_has_a_place() {
        let all = [
            offer(1, EDUCATION, 1),
            offer(2, EDUCATION, 2),
            offer(3, CHARITY, 3),
        ];
        let mut chosen = vec![all[0], all[1]];
        mix_in(&mut chosen, &all, EDUCATION, 2);
        assert_eq!(numbers(&chosen), [1, 3]);
        let mut chosen = vec![all[0]];
        mix_in(&mut chosen, &all, EDUCATION, 2);
        assert_eq!(numbers(&chosen), [1, 3]);
        let mut chosen = vec![all[2]];
        mix_in(&mut chosen, &all, EDUCATION, 2);
        assert_eq!(numbers(&chosen), [3]);
        let mut nothing = Vec::new();
        mix_in(&mut nothing, &all, EDUCATION, 2);
        assert!(nothing.is_empty());
    }
}
