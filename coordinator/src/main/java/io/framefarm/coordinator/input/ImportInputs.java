package io.framefarm.coordinator.input;

import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.BringInputs;
import io.framefarm.protocol.InputName;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.Problem;
import io.framefarm.protocol.v1.Control;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.StartVideo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Brings the images and videos of a request into the video store and writes down under which hashes they lie there; a
 * video becomes one image for each frame of its shot. Safe for use by many threads.
 */
public final class ImportInputs implements BringInputs {
    /** Of an image's file. */
    public static final int MAX_IMAGE_BYTES = DecodeImage.MAX_BYTES;

    private final StoreImages images;
    private final List<InputSource> sources;

    /** Takes images and videos from these places and no other, the first that holds a reference first. */
    public ImportInputs(VideoStore store, List<InputSource> sources) {
        this.images = new StoreImages(store);
        this.sources = List.copyOf(sources);
    }

    /** Brings one image into the store. */
    public InputName keep(byte[] image) throws UnusableInputException, IOException {
        return images.put(DecodeImage.decode(image));
    }

    @Override
    public Brought bring(RenderRequest request) {
        List<Problem> problems = new ArrayList<>();
        RenderRequest.Builder brought = request.toBuilder();
        for (int i = 0; i < Math.min(brought.getShotsCount(), Limits.MAX_SHOTS); i++) {
            bring(brought.getShotsBuilder(i), new Import("shots[" + i + "]", problems));
        }
        return new Brought(brought.build(), problems);
    }

    private void bring(Shot.Builder shot, Import shotImport) {
        if (!shot.getImage().isEmpty()) {
            shotImport.image("image", shot.getImage()).ifPresent(shot::setImage);
        }
        int frames = Math.min(shot.getFrames(), Limits.MAX_FRAMES_PER_SHOT);
        for (int i = 0; i < Math.min(shot.getControlsCount(), Limits.MAX_CONTROLS); i++) {
            Control.Builder control = shot.getControlsBuilder(i);
            Import into = shotImport.at("controls[" + i + "]");
            List<String> brought = into.all(control.getImagesList(), control.getVideo(), frames);
            control.clearImages().addAllImages(brought).setVideo(into.failed() ? control.getVideo() : "");
        }
        if (shot.hasStart()) {
            StartVideo.Builder start = shot.getStartBuilder();
            Import into = shotImport.at("start");
            List<String> brought = into.all(start.getImagesList(), start.getVideo(), frames);
            start.clearImages().addAllImages(brought).setVideo(into.failed() ? start.getVideo() : "");
        }
    }

    /** What is imported below one field, and what goes wrong there. */
    private final class Import {
        private final String path;
        private final List<Problem> problems;
        private boolean failed;

        Import(String path, List<Problem> problems) {
            this.path = path;
            this.problems = problems;
        }

        Import at(String field) {
            return new Import(path + "." + field, problems);
        }

        boolean failed() {
            return failed;
        }

        /** Either images as they are listed, or the frames of a video. */
        List<String> all(List<String> listed, String video, int frames) {
            if (!video.isEmpty() && !listed.isEmpty()) {
                problem("video", "given together with `images`; only one of the two is allowed");
                return listed;
            }
            return video.isEmpty() ? images(listed) : frames(video, frames);
        }

        private List<String> images(List<String> listed) {
            List<String> brought = new ArrayList<>();
            for (int i = 0; i < Math.min(listed.size(), Limits.MAX_FRAMES_PER_SHOT); i++) {
                String reference = listed.get(i);
                brought.add(image("images[" + i + "]", reference).orElse(reference));
            }
            return brought;
        }

        private List<String> frames(String reference, int frames) {
            try {
                byte[] file = read(reference, DecodeVideo.MAX_BYTES);
                List<String> brought = new ArrayList<>();
                for (InputName name : DecodeVideo.storeFrames(file, frames, images::put)) {
                    brought.add(name.key());
                }
                return brought;
            } catch (UnusableInputException | IOException e) {
                problem("video", String.valueOf(e.getMessage()));
                return List.of();
            }
        }

        /** The key under which an image lies in the store now; empty after noting why it does not. */
        Optional<String> image(String field, String reference) {
            try {
                Optional<InputName> known = InputName.parse(reference);
                if (known.isPresent()) {
                    requireThere(known.get());
                    return Optional.of(reference);
                }
                return Optional.of(keep(read(reference, MAX_IMAGE_BYTES)).key());
            } catch (UnusableInputException | IOException e) {
                problem(field, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }

        private void problem(String field, String message) {
            failed = true;
            problems.add(new Problem(path + "." + field, message));
        }
    }

    private void requireThere(InputName name) throws UnusableInputException, IOException {
        if (!images.contains(name)) {
            throw new UnusableInputException(name.key() + " is not in the video store");
        }
    }

    private byte[] read(String reference, int maxBytes) throws UnusableInputException, IOException {
        for (InputSource source : sources) {
            if (source.holds(reference)) {
                return source.read(reference, maxBytes);
            }
        }
        String forms = sources.stream().map(InputSource::form).collect(Collectors.joining(", "));
        String shown = reference.length() <= 60 ? reference : reference.substring(0, 60) + "…";
        throw new UnusableInputException(
                "`%s` cannot be taken from there (allowed: inputs/SHA-256.png, %s)".formatted(shown, forms));
    }
}
