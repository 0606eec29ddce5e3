//! Which printer notes go to, and what is said once about files.

/// What happened about printers.
pub enum PrintingMsg {
    /// The printers are to be listed.
    ListPressed,
    /// This one from now on; none for the computer's default.
    Chosen(Option<String>),
}

/// What is asked of the printing system.
pub enum PrintingCmd {
    List,
}

/// What came of it.
pub enum PrintingDone {
    Listed(Vec<String>),
}

/// Said once, when the first PDF was written.
pub const FILES_HOLD_HEALTH_DATA: &str = "This PDF holds health data and stays on this computer: delete it from shared places.";
