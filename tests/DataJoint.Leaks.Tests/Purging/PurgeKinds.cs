namespace DataJoint.Leaks.Tests;

/// <summary>Kinds of repositories, each a script on top of a small history in which <c>secret.env</c> comes, changes and goes.</summary>
internal static class PurgeKinds
{
    /// <summary>The value that must be gone, and the path.</summary>
    public const string Value = "otter-Lamp-4711";

    public const string Path = "secret.env";

    /// <summary>The history that all of them begin with.</summary>
    public const string Base =
        $$"""
        git init -q -b main ${FORMAT:+--object-format=$FORMAT} .
        c() { git add -A; git commit -q -m "$1"; }
        echo one > a.txt; c First
        printf 'DJ_PASS={{Value}}\n' > secret.env; echo 'x = 1' > app.py; c 'Add the settings'
        mkdir -p sub/deep; echo two > sub/deep/b.txt; echo other > sub/secret.env; echo like > secret.env2; c Second
        printf 'DJ_PASS={{Value}} # again\n' > secret.env; c 'Change it'
        git rm -q --cached secret.env; rm secret.env; printf 'secret.env\n' > .gitignore; c 'Take it out'

        """;

    private const string Helpers =
        """
        c() { git add -A; git commit -q -m "$1"; }
        raw() { git cat-file "$1" "$2"; }

        """;

    /// <summary>The scripts by their names.</summary>
    public static IReadOnlyDictionary<string, string> Scripts { get; } = new Dictionary<string, string>
    {
        ["plain"] = "true",
        ["branches"] = "git branch old HEAD~2; git checkout -q -b side HEAD~1; echo s > s.txt; git add s.txt; git commit -qm Side; git checkout -q main",
        ["lightweight tags"] = "git tag v1 HEAD~1; git tag v0 HEAD~4",
        ["annotated tags"] = "git tag -a -m 'One' v1 HEAD~1; git tag -a -m 'Zero' v0 HEAD~4",
        ["nested tags"] = "git tag -a -m One v1 HEAD~1; git tag -a -m Two v2 v1; git tag -a -m Three v3 v2",
        ["signed tag"] =
            """
            git tag -a -m One v1 HEAD~1
            (raw tag v1; printf -- '-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n') > ../t; git update-ref refs/tags/v2 $(git hash-object -t tag -w ../t)
            """,
        ["signed commits"] =
            """
            raw commit HEAD | sed '/^committer/a gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----' > ../t
            git update-ref refs/heads/main $(git hash-object -t commit -w ../t)
            """,
        ["tag of a tree"] = "git tag tree 'HEAD~1^{tree}'; git tag -a -m Tree tree2 'HEAD~3^{tree}'; git tag sub HEAD:sub",
        ["tag of a blob"] = "git tag blob HEAD:a.txt; git tag -a -m Blob blob2 HEAD:app.py",
        ["notes"] = "git notes add -m 'A note' HEAD~1; git notes add -m 'Another' HEAD~4; git notes --ref review add -m 'Third' HEAD",
        ["notes in folders"] =
            """
            old=$(git rev-parse HEAD~1); first=$(git rev-parse HEAD~4); blob=$(echo text | git hash-object -w --stdin); p=$(echo $old | cut -c1-2); r=$(echo $old | cut -c3-)
            inner=$(printf '100644 blob %s\t%s\n' $blob $r | git mktree)
            root=$( (printf '040000 tree %s\t%s\n' $inner $p; printf '100644 blob %s\t%s\n' $blob $first) | git mktree)
            git update-ref refs/notes/commits $(git commit-tree -m Notes $root)
            """,
        ["stashes"] = "echo dirty > a.txt; git stash -q; echo more > app.py; git stash push -q -m 'My work'; git stash list | grep -q 'stash@{1}'",
        ["stash with untracked files"] = "echo u > u.txt; echo dirty >> a.txt; git stash -q -u",
        ["stash on an old commit"] = "git checkout -q HEAD~1; echo dirty > a.txt; git stash -q; git checkout -q main",
        ["worktree"] = "git worktree add -q -b tree ../tree HEAD~1",
        ["worktree that is detached"] = "git worktree add -q --detach ../tree HEAD~2",
        ["worktree that is gone"] = "git worktree add -q --detach ../tree HEAD~2; rm -rf ../tree",
        ["worktree with refs of its own"] = "git worktree add -q ../tree HEAD~1; git -C ../tree update-ref refs/worktree/mark HEAD; git update-ref refs/worktree/mark HEAD~1",
        ["kept pack"] = "git repack -q -a -d; for p in .git/objects/pack/*.pack; do touch ${p%.pack}.keep; done; echo z > z.txt; c Later",
        ["merge"] = "git checkout -q -b side HEAD~2; echo s > s.txt; git add s.txt; git commit -qm Side; git checkout -q main; git merge -q --no-edit side",
        ["octopus"] = "for b in b1 b2 b3; do git checkout -q -b $b main~1; echo $b > $b.txt; git add $b.txt; git commit -qm $b; done; git checkout -q main; git merge -q --no-edit b1 b2 b3",
        ["file that a merge brought"] =
            $"git checkout -q -b side HEAD~3; echo s > s.txt; git add s.txt; git commit -qm Side; git checkout -q main; git merge -q --no-commit side; echo DJ_PASS={Value}x > secret.env; git add -f secret.env; git commit -qm Merge; git rm -q secret.env; git commit -qm Gone",
        ["empty commits"] = "git commit -q --allow-empty -m Empty; git commit -q --allow-empty -m 'Empty again'",
        ["several roots"] = $"git checkout -q --orphan other; git rm -rfq .; echo DJ_PASS={Value} > secret.env; c Root; git rm -q secret.env; echo r > r.txt; c Next; git checkout -q main; git merge -q --no-edit --allow-unrelated-histories other",
        ["file in the first commit"] = $"git checkout -q --orphan other; git rm -rfq .; echo DJ_PASS={Value} > secret.env; c Root; git rm -q secret.env; git commit -q -m Gone; git checkout -q main",
        ["names that are not UTF-8"] = "printf x > \"$(printf 'caf\\351.txt')\"; mkdir \"$(printf 'd\\377')\"; echo y > \"$(printf 'd\\377')/f\"; c Names; git branch \"$(printf 'b\\351')\" HEAD~2",
        ["messages that are not UTF-8"] = "git -c i18n.commitEncoding=ISO-8859-1 commit -q --allow-empty -m \"$(printf 'caf\\351')\"; git -c i18n.commitEncoding=Shift_JIS commit -q --allow-empty -m x",
        ["submodule"] = "git update-index --add --cacheinfo 160000,1234567890123456789012345678901234567890,lib; git commit -qm Sub",
        ["symlinks and executables"] = "ln -s a.txt link; ln -s nowhere broken; echo '#!/bin/sh' > run; chmod +x run; c Modes",
        ["odd modes"] =
            """
            blob=$(git rev-parse HEAD:a.txt | sed 's/../\\x&/g'); sub=$(git rev-parse HEAD:sub | sed 's/../\\x&/g'); s=$(git rev-parse HEAD~1:secret.env | sed 's/../\\x&/g')
            bash -c "printf '100664 a.txt\\0$blob'; printf '100644 secret.env\\0$s'; printf '040000 sub\\0$sub'" > ../t
            t=$(git hash-object -t tree -w --literally ../t); git update-ref refs/heads/odd $(git commit-tree -m Odd -p HEAD $t)
            """,
        ["detached HEAD"] = "git checkout -q --detach HEAD~1; echo d > d.txt; git add d.txt; git commit -qm Detached; git rm -q --cached secret.env; git commit -qm Out; rm -f secret.env",
        ["unborn HEAD"] = "git checkout -q --orphan fresh; git rm -rfq .",
        ["reflog alone"] = $"echo DJ_PASS={Value} > more.env; c More; git reset -q --hard HEAD~1",
        ["replaced commit"] = "git replace --graft HEAD~1 HEAD~3",
        ["replaced blob"] = "git replace -f $(git rev-parse HEAD:a.txt) $(git rev-parse HEAD:app.py)",
        ["graft"] = "mkdir -p .git/info; echo \"$(git rev-parse HEAD~1) $(git rev-parse HEAD~3)\" > .git/info/grafts",
        ["packed refs"] = "git tag -a -m One v1 HEAD~1; git branch old HEAD~3; git pack-refs --all",
        ["refs of all sorts"] = "git update-ref refs/custom/x HEAD~1; git update-ref refs/original/refs/heads/main HEAD~1; git update-ref refs/pull/1/head HEAD~2",
        ["path that was a directory"] = "git checkout -q -b dir; mkdir -p secret.env/in; echo x > secret.env/in/f; echo y > secret.env/g; git add -f secret.env; git commit -qm Dir; git rm -rq secret.env; git commit -qm Gone",
        ["line ends"] = "git config core.autocrlf true; printf 'a\\r\\nb\\r\\n' > crlf.txt; printf '* text=auto\\n' > .gitattributes; c Lines",
        ["bare"] = "git clone -q --bare . ../bare.git",
        ["mirror"] = "git tag -a -m One v1 HEAD~1; git clone -q --mirror . ../bare.git",
        ["separate git directory"] = "git init -q --separate-git-dir ../elsewhere .",
        ["heads of git's own"] = "git update-ref ORIG_HEAD HEAD~1; git rev-parse HEAD~1 > .git/FETCH_HEAD; git rev-parse HEAD~1 > .git/AUTO_MERGE; git rev-parse HEAD~2 > .git/REBASE_HEAD",
        ["commit-graph"] = "git commit-graph write --reachable; git config core.commitGraph true",
        ["commit-graph in parts"] = "git commit-graph write --reachable --split; echo g > g.txt; c Graph; git commit-graph write --reachable --split=no-merge",
        ["multi-pack index"] = "git repack -q -d; echo m > m.txt; c Multi; git repack -q -d; git multi-pack-index write",
        ["bitmap"] = "git repack -q -a -d -b",
        ["cruft"] = $"echo DJ_PASS={Value} > more.env; c More; git reset -q --hard HEAD~1; git reflog expire --expire=now --all; git gc -q --cruft --prune=never",
        ["loose and unreachable"] = $"echo DJ_PASS={Value} | git hash-object -w --stdin > /dev/null; git fsck --lost-found > /dev/null",
        ["empty messages"] = "git commit -q --allow-empty --allow-empty-message -m ''; (printf 'tree %s\\nparent %s\\nauthor A <a@b> 1 +0000\\ncommitter A <a@b> 1 +0000\\n' $(git rev-parse 'HEAD^{tree}') $(git rev-parse HEAD)) > ../t; git update-ref refs/heads/main $(git hash-object -t commit -w --literally ../t)",
        ["unusual headers"] =
            """
            raw commit HEAD | sed '/^committer/a x-note first\n second\nencoding latin-9' > ../t; git update-ref refs/heads/main $(git hash-object -t commit -w ../t)
            """,
        ["merged tag"] =
            """
            git checkout -q -b side HEAD~1; echo s > s.txt; git add s.txt; git commit -qm Side; git tag -a -m Tag v1; git checkout -q main; git merge -q --no-edit --no-ff v1
            (raw commit HEAD | sed '/^$/,$d'; printf 'mergetag '; raw tag v1 | sed '2,$s/^/ /'; printf '\nMerged\n') > ../t
            git update-ref refs/heads/main $(git hash-object -t commit -w ../t)
            """,
        ["remote branches"] = "git clone -q --bare . ../origin.git; git remote add origin ../origin.git; git fetch -q origin; git remote set-head origin -a > /dev/null; git branch -q -D nothing 2> /dev/null || true",
        ["split index"] = "git update-index --split-index; echo i > i.txt; git add i.txt; git commit -qm Split",
        ["drafts and resolutions"] = $"echo {Value} > .git/COMMIT_EDITMSG; mkdir -p .git/rr-cache/ab; echo {Value} > .git/rr-cache/ab/preimage; mkdir -p .git/lost-found/other; echo {Value} > .git/lost-found/other/x",
        ["list for dumb servers"] = "git tag v1 HEAD~1; git update-server-info",
        ["staged work that is harmless"] = "echo staged > new.txt; git add new.txt; echo unstaged >> a.txt",
        ["times and names that are odd"] = "GIT_AUTHOR_DATE='@1 -1145' GIT_COMMITTER_NAME='\"Q\" <' git commit -q --allow-empty -m Odd; GIT_AUTHOR_EMAIL='' git commit -q --allow-empty -m 'No mail'",
    };

    /// <summary>The scripts that need what stands before them.</summary>
    public static string ScriptOf(string kind) => Base + Helpers + Scripts[kind];
}
