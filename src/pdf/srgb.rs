//! The colour profile that a page for keeping names: sRGB, written here from the figures of IEC 61966-2-1 as an ICC profile, version 4.2.

/// Red, green and blue of sRGB and its white, in the space of profiles (seen under D50), in 65536ths: worked out from the primaries and
/// Bradford's method below. The figures that are often printed were rounded on the way: their blue is off by twelve.
const WHITE: [i32; 3] = [0xF6D6, 0x1_0000, 0xD32D];
const RED: [i32; 3] = [0x6FA0, 0x38F5, 0x0390];
const GREEN: [i32; 3] = [0x6297, 0xB787, 0x18D9];
const BLUE: [i32; 3] = [0x249F, 0x0F84, 0xB6C3];
/// From the white of a screen (D65) to that of paper (D50), by Bradford's method.
const ADAPTATION: [i32; 9] = [0x1_0C42, 0x05DE, -0x0CDA, 0x0793, 0xFD90, -0x0446, -0x025D, 0x03DC, 0xC06E];
/// The tone curve: a power of 2.4 above a short straight line.
const CURVE: [i32; 5] = [0x2_6666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B];

/// The profile's bytes.
pub(super) fn profile() -> Vec<u8> {
    let curve = [&b"para\0\0\0\0\0\x03\0\0"[..], &numbers(&CURVE)].concat();
    let data = [
        (&[*b"desc"][..], words("sRGB")),
        (&[*b"cprt"], words("CC0")),
        (&[*b"wtpt"], colour(WHITE)),
        (&[*b"chad"], [&b"sf32\0\0\0\0"[..], &numbers(&ADAPTATION)].concat()),
        (&[*b"rXYZ"], colour(RED)),
        (&[*b"gXYZ"], colour(GREEN)),
        (&[*b"bXYZ"], colour(BLUE)),
        (&[*b"rTRC", *b"gTRC", *b"bTRC"], curve),
    ];
    let count: usize = data.iter().map(|(names, _)| names.len()).sum();
    let begin = 128 + 4 + 12 * count;
    let mut index = big(count);
    let mut body = Vec::new();
    for (names, bytes) in data {
        for name in names {
            index.extend(name);
            index.extend(big(begin + body.len()));
            index.extend(big(bytes.len()));
        }
        body.extend(bytes);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    let mut profile = Vec::with_capacity(begin + body.len());
    profile.extend(big(begin + body.len()));
    // No maker's program; version 4.2; for screens; red, green, blue to XYZ.
    profile.extend(b"\0\0\0\0\x04\x20\0\0mntrRGB XYZ ");
    // A fixed day: the profile is the same for ever. The rest of the header is empty up to the white of the space.
    profile.extend([0x07, 0xE8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    profile.extend(b"acsp");
    profile.resize(68, 0);
    profile.extend(numbers(&WHITE));
    profile.resize(128, 0);
    profile.extend(index);
    profile.extend(body);
    profile
}

fn colour(xyz: [i32; 3]) -> Vec<u8> {
    [&b"XYZ \0\0\0\0"[..], &numbers(&xyz)].concat()
}

/// A text in English.
fn words(text: &str) -> Vec<u8> {
    let letters: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [&b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenGB"[..], &big(letters.len()), &big(28), &letters].concat()
}

fn numbers(values: &[i32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

fn big(number: usize) -> Vec<u8> {
    u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_primaries_add_up_to_the_white_and_the_curve_meets_its_line() {
        for axis in 0..3 {
            assert!((RED[axis] + GREEN[axis] + BLUE[axis] - WHITE[axis]).abs() <= 2, "axis {axis}");
        }
        let [power, a, b, slope, from] = CURVE.map(|value| f64::from(value) / 65536.0);
        assert!(((a * from + b).powf(power) - slope * from).abs() < 1e-4);
        assert!(((a + b).powf(power) - 1.0).abs() < 1e-4);
    }

    #[test]
    fn every_entry_of_the_profile_lies_inside_it() {
        let profile = profile();
        let word = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().expect("four bytes")) as usize;
        assert_eq!(word(0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        assert_eq!(word(128), 10);
        for entry in 0..10 {
            let (at, length) = (word(132 + 12 * entry + 4), word(132 + 12 * entry + 8));
            assert!(at % 4 == 0 && at >= 252 && at + length <= profile.len(), "entry {entry}");
        }
    }
}
