package io.seedpod.images;

import java.nio.file.Path;
import java.time.Instant;

/// What an image is made of.
///
/// @param executable an ELF file for this system
/// @param bill the CycloneDX bill of what was compiled into it
/// @param certificates the authorities to trust, PEM
/// @param version of the program: tag and label
/// @param created the moment that every file and the image carry
/// @param prefix what stands before the program in the image's name: `seedpod`, or a registry too
record ImageParts(
        Path executable,
        Path bill,
        Path certificates,
        String version,
        Instant created,
        String prefix) {}
