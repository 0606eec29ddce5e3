//! Keys typed faster than the window answers go where they were meant: a frame takes at most one key that moves the keyboard, and
//! none while a screen is on its way.

use std::collections::VecDeque;

use egui::{Event, Key};

/// Keyboard events that wait for their frame.
#[derive(Default)]
pub struct TypeAhead {
    held: VecDeque<Event>,
    /// The frame before had a key that moves the keyboard: this one lets it arrive, for a digit moves on one frame later.
    settling: bool,
}

impl TypeAhead {
    /// Takes the keyboard events of a frame and gives back those whose turn it is. While `waiting`, all of them wait; what the pointer
    /// does passes. The answer is whether some are left for the next frame.
    pub fn meter(&mut self, events: &mut Vec<Event>, waiting: bool) -> bool {
        let mut now = Vec::with_capacity(events.len());
        for event in events.drain(..) {
            match event {
                Event::Key { .. } | Event::Text(_) => self.held.push_back(event),
                other => now.push(other),
            }
        }
        let settling = std::mem::take(&mut self.settling);
        while !waiting
            && !settling
            && let Some(event) = self.held.pop_front()
        {
            let ends_the_frame = moves_the_keyboard(&event);
            let writes_nothing = is_with_alt(&event);
            now.push(event);
            if ends_the_frame {
                // The letter that the same press writes belongs to it; with Alt it is a shortcut, whatever X11 says it writes.
                match self.held.front() {
                    Some(Event::Text(text)) if writes_nothing && text.is_ascii() => drop(self.held.pop_front()),
                    Some(Event::Text(_)) => now.extend(self.held.pop_front()),
                    _ => {}
                }
                self.settling = true;
                break;
            }
        }
        *events = now;
        !self.held.is_empty() || self.settling
    }

    /// Forgets what waits: when the window is locked, nothing typed before belongs to what comes after.
    pub fn forget(&mut self) {
        self.held.clear();
    }
}

/// Whether a key is pressed together with Alt. AltGr, which writes letters, comes as Ctrl and Alt or without either.
fn is_with_alt(event: &Event) -> bool {
    matches!(event, Event::Key { pressed: true, modifiers, .. } if modifiers.alt && !modifiers.ctrl && !modifiers.command)
}

/// Whether a press may take the keyboard elsewhere: Tab, Enter, Escape, the function keys, digits (they choose an option and go on), and
/// whatever is pressed together with Ctrl or Alt.
fn moves_the_keyboard(event: &Event) -> bool {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return false };
    let digit = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9].contains(key);
    let function = key.name().strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok());
    matches!(key, Key::Tab | Key::Enter | Key::Escape) || digit || function || modifiers.alt || modifiers.command || modifiers.ctrl
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Modifiers;

    fn press(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
    }

    fn letters(text: &str) -> impl Iterator<Item = Event> {
        text.chars().map(|c| Event::Text(c.to_string())).collect::<Vec<_>>().into_iter()
    }

    fn shown(events: &[Event]) -> String {
        let word = |event: &Event| match event {
            Event::Key { key, .. } => format!("<{}>", key.name()),
            Event::Text(text) => text.clone(),
            _ => "*".into(),
        };
        events.iter().map(word).collect()
    }

    /// What each frame gets when all of this comes at once.
    fn frames(all: Vec<Event>) -> Vec<String> {
        let mut ahead = TypeAhead::default();
        let mut events = all;
        let mut frames = Vec::new();
        loop {
            let more = ahead.meter(&mut events, false);
            frames.push(shown(&events));
            events.clear();
            if !more {
                return frames;
            }
        }
    }

    #[test]
    fn a_digit_a_tab_and_words_at_once_reach_their_own_frames() {
        let mut all = vec![press(Key::Num2), Event::Text("2".into())];
        all.extend(letters("pain"));
        all.push(press(Key::Tab));
        all.push(press(Key::Num1));
        all.push(Event::Text("1".into()));
        all.extend(letters("ab"));
        assert_eq!(frames(all), ["<2>2", "", "pain<Tab>", "", "<1>1", "", "ab"]);
    }

    #[test]
    fn nothing_typed_while_a_screen_is_on_its_way_is_lost() {
        let mut ahead = TypeAhead::default();
        let mut events: Vec<Event> = letters("ab").chain([Event::PointerGone]).collect();
        assert!(ahead.meter(&mut events, true));
        assert_eq!(shown(&events), "*");
        let mut events: Vec<Event> = letters("c").collect();
        assert!(!ahead.meter(&mut events, false));
        assert_eq!(shown(&events), "abc");
    }

    #[test]
    fn plain_letters_pass_in_one_frame() {
        assert_eq!(frames(letters("low back pain").collect()), ["low back pain"]);
    }

    #[test]
    fn a_letter_with_alt_is_a_shortcut_and_is_not_written() {
        let with = |modifiers| Event::Key { key: Key::W, physical_key: None, pressed: true, repeat: false, modifiers };
        let mut ahead = TypeAhead::default();
        let mut events: Vec<Event> = letters("a").chain([with(Modifiers::ALT)]).chain(letters("wb")).collect();
        ahead.meter(&mut events, false);
        assert_eq!(shown(&events), "a<W>");
        events.clear();
        // The frame in which the shortcut arrives, and the one after it.
        ahead.meter(&mut events, false);
        ahead.meter(&mut events, false);
        assert_eq!(shown(&events), "b");
        // AltGr writes: Polish ł.
        let mut events: Vec<Event> = [with(Modifiers::ALT | Modifiers::CTRL)].into_iter().chain(letters("ł")).collect();
        TypeAhead::default().meter(&mut events, false);
        assert_eq!(shown(&events), "<W>ł");
    }
}
