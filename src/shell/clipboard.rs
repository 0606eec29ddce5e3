//! The clipboard, looked at before it is emptied: what another program put there since is left alone.

/// The text on the clipboard; none where it holds no text or cannot be read.
#[must_use]
pub fn text() -> Option<String> {
    arboard::Clipboard::new().ok()?.get_text().ok()
}
