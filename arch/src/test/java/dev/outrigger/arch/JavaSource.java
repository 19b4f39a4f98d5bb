package dev.outrigger.arch;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// One parsed Java file of the project.
record JavaSource(Path file, boolean test, CompilationUnitTree unit, Trees trees) {
    private static final List<JavaSource> ALL = parse();

    static Stream<JavaSource> main() {
        return ALL.stream().filter(source -> !source.test());
    }

    static Stream<JavaSource> tests() {
        return ALL.stream().filter(JavaSource::test);
    }

    static Stream<JavaSource> all() {
        return ALL.stream();
    }

    String packageName() {
        return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
    }

    boolean isPackageInfo() {
        return file.endsWith("package-info.java");
    }

    long lines() {
        return text().lines().count();
    }

    /// The lines of a method without its annotations, which in tests may hold a table of cases.
    long lines(MethodTree method) {
        var afterModifiers = positions().getEndPosition(unit, method.getModifiers());
        var start = afterModifiers < 0 ? positions().getStartPosition(unit, method) : afterModifiers;
        var end = positions().getEndPosition(unit, method);
        return unit.getLineMap().getLineNumber(end) - unit.getLineMap().getLineNumber(start) + 1;
    }

    long line(Tree tree) {
        return unit.getLineMap().getLineNumber(positions().getStartPosition(unit, tree));
    }

    /// Where a reader, and an editor, finds it.
    String at(Tree tree) {
        return House.ROOT.relativize(file) + ":" + line(tree);
    }

    boolean documented(Tree tree) {
        var comment = trees.getDocComment(TreePath.getPath(unit, tree));
        return comment != null && !comment.isBlank();
    }

    /// Whether this constructor of a record is written without a parameter list.
    boolean compact(ClassTree owner, MethodTree method) {
        if (owner.getKind() != Tree.Kind.RECORD || !method.getName().contentEquals("<init>")) {
            return false;
        }
        var from = (int) positions().getEndPosition(unit, method.getModifiers());
        var start = from < 0 ? (int) positions().getStartPosition(unit, method) : from;
        var header = text().substring(start, (int) positions().getStartPosition(unit, method.getBody()));
        return !header.contains("(");
    }

    private String text() {
        try {
            return unit.getSourceFile().getCharContent(true).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SourcePositions positions() {
        return trees.getSourcePositions();
    }

    private static List<JavaSource> parse() {
        var files = Stream.concat(House.MODULES.stream().map(House.Module::folder), Stream.of("arch"))
                .flatMap(folder -> javaFiles(House.ROOT.resolve(folder, "src")))
                .toList();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            var trees = Trees.instance(task);
            var sources = new ArrayList<JavaSource>();
            for (var unit : task.parse()) {
                var file = Path.of(unit.getSourceFile().toUri());
                sources.add(new JavaSource(file, isTest(file), unit, trees));
            }
            return List.copyOf(sources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTest(Path file) {
        return file.toString().contains("/src/test/");
    }

    private static Stream<Path> javaFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
