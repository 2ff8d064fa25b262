package io.framefarm.worker.engine.pack;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.framefarm.worker.checkpoint.layout.Assumptions;
import io.framefarm.worker.network.unet.MotionNorm;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@code pack.yaml}; paths in it are relative to its folder. */
final class ReadPack {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final long MAX_BYTES = 1 << 20;
    private static final double MAX_LORA_SCALE = 10;
    private static final double MAX_MOTION_SCALE = 10;
    private static final double MAX_CONTROL_SCALE = 4;

    private final Path folder;
    private final List<String> problems = new ArrayList<>();

    private ReadPack(Path folder) {
        this.folder = folder;
    }

    static ModelPack read(Path file) {
        ReadPack reader = new ReadPack(file.toAbsolutePath().normalize().resolveSibling(""));
        ModelPack pack = reader.pack(new YamlFields("", parse(file), reader.problems));
        if (!reader.problems.isEmpty()) {
            throw new PackException(file + ": " + String.join("; ", reader.problems));
        }
        return pack;
    }

    private static JsonNode parse(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new PackException(file + ": " + Files.size(file) + " bytes (allowed: up to " + MAX_BYTES + ")");
            }
            return new YAMLMapper().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new PackException(file + ": not valid YAML: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new PackException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private ModelPack pack(YamlFields yaml) {
        ModelPack pack = new ModelPack(
                name(yaml, "name"), folder, weights(yaml), guides(yaml), loras(yaml), embeddings(yaml), defaults(yaml));
        yaml.textOrNull("description");
        yaml.refuseOthers();
        return pack;
    }

    private PackWeights weights(YamlFields yaml) {
        PackFile base = file(yaml, "base");
        return new PackWeights(
                base == null ? new PackFile(folder, null, null) : base,
                yaml.has("vae") ? file(yaml, "vae") : null,
                yaml.has("draft_decoder") ? file(yaml, "draft_decoder") : null,
                yaml.has("motion") ? file(yaml, "motion") : null,
                yaml.flag("motion_without_lora", false),
                yaml.choice("motion_norm", MotionNorm.PER_FRAME),
                tokenizer(yaml, base),
                yaml.integer("clip_skip", 0, 0, 24),
                assumptions(yaml.object("architecture")));
    }

    /** Unless it says otherwise, a pack has the tokenizer of its base, which is a diffusers folder then. */
    private PackFile tokenizer(YamlFields yaml, @Nullable PackFile base) {
        PackFile stated = yaml.has("tokenizer") ? file(yaml, "tokenizer") : null;
        if (stated != null) {
            return stated;
        }
        return new PackFile(base == null ? folder : base.path().resolve("tokenizer"), null, null);
    }

    private static Assumptions assumptions(YamlFields yaml) {
        Assumptions usual = Assumptions.SD15;
        Assumptions assumptions = new Assumptions(
                yaml.integer("unet_norm_groups", usual.unetNormGroups(), 1, 1024),
                yaml.integer("unet_heads", usual.unetHeads(), 1, 1024),
                yaml.integer("vae_norm_groups", usual.vaeNormGroups(), 1, 1024),
                yaml.number("vae_scaling_factor", usual.vaeScalingFactor(), 1e-3, 1e3),
                yaml.integer("text_heads", usual.textHeads(), 1, 1024),
                yaml.choice("text_activation", usual.textActivation()),
                yaml.integer("motion_norm_groups", usual.motionNormGroups(), 1, 1024),
                yaml.integer("motion_heads", usual.motionHeads(), 1, 1024));
        yaml.refuseOthers();
        return assumptions;
    }

    private List<PackLora> loras(YamlFields yaml) {
        List<PackLora> loras = new ArrayList<>();
        for (YamlFields item : yaml.list("loras")) {
            String name = name(item, "name");
            float scale = (float) item.number("scale", 1, -MAX_LORA_SCALE, MAX_LORA_SCALE);
            PackFile file = file(item);
            item.refuseOthers();
            if (loras.stream().anyMatch(lora -> lora.name().equals(name))) {
                item.problem("name", "'" + name + "' occurs twice");
            }
            loras.add(new PackLora(name, file, scale));
        }
        return loras;
    }

    private PackGuides guides(YamlFields yaml) {
        PackGuides usual = PackGuides.NONE;
        if (yaml.has("image_encoder") && !yaml.has("motion")) {
            yaml.problem("image_encoder", "of no use without motion, for which it is made");
        }
        return new PackGuides(
                yaml.has("image_encoder") ? file(yaml, "image_encoder") : null,
                (float) yaml.number("motion_scale", usual.motionScale(), 0, MAX_MOTION_SCALE),
                yaml.flag("match_colours", usual.matchColours()),
                controlNets(yaml));
    }

    private List<PackControlNet> controlNets(YamlFields yaml) {
        List<PackControlNet> nets = new ArrayList<>();
        for (YamlFields item : yaml.list("controlnets")) {
            String name = name(item, "name");
            float scale = (float) item.number("scale", 1, 0, MAX_CONTROL_SCALE);
            PackFile file = file(item);
            item.refuseOthers();
            if (nets.stream().anyMatch(net -> net.name().equals(name))) {
                item.problem("name", "'" + name + "' occurs twice");
            }
            nets.add(new PackControlNet(name, file, scale));
        }
        return nets;
    }

    private List<PackEmbedding> embeddings(YamlFields yaml) {
        List<PackEmbedding> embeddings = new ArrayList<>();
        for (YamlFields item : yaml.list("embeddings")) {
            embeddings.add(new PackEmbedding(item.text("trigger"), file(item)));
            item.refuseOthers();
        }
        return embeddings;
    }

    private static PackDefaults defaults(YamlFields yaml) {
        YamlFields sampling = yaml.object("sampling");
        PackDefaults defaults = new PackDefaults(
                side(yaml, "width"),
                side(yaml, "height"),
                yaml.integer("frames", 16, 1, 128),
                yaml.integer("fps", 8, 1, 120),
                ReadSampling.settings(sampling),
                sampling.integer("steps", 4, 1, 200),
                (float) sampling.number("guidance", 1, 0, 50));
        sampling.refuseOthers();
        return defaults;
    }

    private static int side(YamlFields yaml, String field) {
        int side = yaml.integer(field, 512, 8, 4096);
        if (side % 8 != 0) {
            yaml.problem(field, side + " (allowed: multiples of 8)");
        }
        return side;
    }

    /** Either a path alone, or an object with path, url and sha256. */
    private @Nullable PackFile file(YamlFields yaml, String field) {
        JsonNode value = yaml.raw(field);
        if (value.isObject()) {
            YamlFields fields = yaml.object(field);
            PackFile file = file(fields);
            fields.refuseOthers();
            return file;
        }
        String path = yaml.text(field);
        return path.isEmpty() ? null : new PackFile(folder.resolve(path).normalize(), null, null);
    }

    private PackFile file(YamlFields fields) {
        String path = fields.text("path");
        @Nullable String hash = fields.textOrNull("sha256");
        if (hash != null && !SHA_256.matcher(hash).matches()) {
            fields.problem("sha256", "'" + hash + "' (expected 64 lower-case hexadecimal digits)");
        }
        return new PackFile(folder.resolve(path).normalize(), url(fields), hash);
    }

    private static @Nullable URI url(YamlFields fields) {
        @Nullable String url = fields.textOrNull("url");
        if (url == null) {
            return null;
        }
        try {
            URI uri = new URI(url);
            if ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            fields.problem("url", "'" + url + "': " + e.getReason());
            return null;
        }
        fields.problem("url", "'" + url + "' (expected http or https)");
        return null;
    }

    private static String name(YamlFields yaml, String field) {
        String name = yaml.text(field);
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            yaml.problem(field, "'" + name + "' (allowed: letters, digits, '.', '_' and '-', up to 64)");
        }
        return name;
    }
}
